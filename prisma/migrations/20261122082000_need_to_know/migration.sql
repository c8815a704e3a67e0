-- What opens sealed cases: a second factor, antennas, cases confided by name, deputies for a dated absence, exceptional access.
ALTER TABLE `session` ADD COLUMN `second_factor_at` DATETIME(3) NULL;
ALTER TABLE `accreditation` ADD COLUMN `engagement_version` INTEGER NULL;

CREATE TABLE `second_factor` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `secret` VARBINARY(120) NOT NULL,
  `last_step` INTEGER NULL,
  `created_at` DATETIME(3) NOT NULL,
  `confirmed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `second_factor_account_id_idx` (`account_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `recovery_code` (
  `id` CHAR(36) NOT NULL,
  `factor_id` CHAR(36) NOT NULL,
  `secret_hash` CHAR(64) NOT NULL,
  `used_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `recovery_code_secret_hash_key` (`secret_hash`),
  INDEX `recovery_code_factor_id_idx` (`factor_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `antenna` (
  `id` CHAR(36) NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `antenna_site` (
  `antenna_id` CHAR(36) NOT NULL,
  `site_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`site_id`),
  INDEX `antenna_site_antenna_id_idx` (`antenna_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `antenna_member` (
  `id` CHAR(36) NOT NULL,
  `antenna_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `antenna_member_account_id_since_idx` (`account_id`, `since`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `case_assignment` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `reason` VARCHAR(300) NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `case_assignment_account_id_since_idx` (`account_id`, `since`),
  INDEX `case_assignment_household_id_idx` (`household_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `deputy` (
  `id` CHAR(36) NOT NULL,
  `absent_id` CHAR(36) NOT NULL,
  `deputy_id` CHAR(36) NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `ended_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `deputy_deputy_id_since_idx` (`deputy_id`, `since`),
  INDEX `deputy_absent_id_idx` (`absent_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `exceptional_access` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `reason` VARCHAR(500) NOT NULL,
  `minutes` INTEGER NOT NULL,
  `opened_at` DATETIME(3) NOT NULL,
  `ends_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `exceptional_access_account_id_ends_at_idx` (`account_id`, `ends_at`),
  INDEX `exceptional_access_household_id_idx` (`household_id`),
  INDEX `exceptional_access_opened_at_idx` (`opened_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
