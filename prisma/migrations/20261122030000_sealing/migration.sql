-- Sealing: one log a year, what was obtained from outside for its checkpoints, and whose turn each duty is.

CREATE TABLE `audit_log` (
  `name` VARCHAR(40) NOT NULL,
  `origin` VARCHAR(190) NOT NULL,
  `vkey` VARCHAR(300) NOT NULL,
  `opening_event_id` CHAR(36) NOT NULL,
  `opened_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Nothing was sealed before this migration: both tables are empty.
ALTER TABLE `audit_leaf` ADD COLUMN `log` VARCHAR(40) NOT NULL FIRST, DROP PRIMARY KEY, ADD PRIMARY KEY (`log`, `idx`);
ALTER TABLE `audit_checkpoint` ADD COLUMN `log` VARCHAR(40) NOT NULL FIRST, DROP PRIMARY KEY, ADD PRIMARY KEY (`log`, `size`);

CREATE TABLE `audit_anchor` (
  `log` VARCHAR(40) NOT NULL,
  `size` BIGINT NOT NULL,
  `kind` VARCHAR(12) NOT NULL,
  `note` TEXT NOT NULL,
  `answer` BLOB NOT NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`log`, `size`, `kind`),
  INDEX `audit_anchor_kind_at_idx` (`kind`, `at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_duty` (
  `name` VARCHAR(12) NOT NULL,
  `lease_owner` CHAR(36) NULL,
  `lease_until` DATETIME(3) NULL,
  `fault` VARCHAR(40) NULL,
  `detail` VARCHAR(300) NULL,
  `since` DATETIME(3) NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `next_try_at` DATETIME(3) NULL,
  `done_at` DATETIME(3) NULL,
  PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

INSERT INTO `audit_duty` (`name`) VALUES ('seal'), ('witness'), ('timestamp'), ('mail');

CREATE TRIGGER `audit_leaf_no_update` BEFORE UPDATE ON `audit_leaf` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_leaf is append-only';

CREATE TRIGGER `audit_leaf_no_delete` BEFORE DELETE ON `audit_leaf` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_leaf is append-only';

CREATE TRIGGER `audit_checkpoint_no_update` BEFORE UPDATE ON `audit_checkpoint` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_checkpoint is append-only';

CREATE TRIGGER `audit_checkpoint_no_delete` BEFORE DELETE ON `audit_checkpoint` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_checkpoint is append-only';
