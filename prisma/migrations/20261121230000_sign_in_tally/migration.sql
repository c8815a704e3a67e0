-- Failures to sign in or to activate, counted by account, network, browser and together: they slow guessing down.
CREATE TABLE `sign_in_tally` (
  `bucket` CHAR(64) NOT NULL,
  `failures` INTEGER NOT NULL,
  `last_failed_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`bucket`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
