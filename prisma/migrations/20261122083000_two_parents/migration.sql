-- Two parents: changes that both must want, days entrusted to a third person, files that were joined; the copy of one's own data.
CREATE TABLE `shared_change` (
  `id` CHAR(36) NOT NULL,
  `reference` VARCHAR(20) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `proposer_id` CHAR(36) NOT NULL,
  `answerer_id` CHAR(36) NOT NULL,
  `wish` JSON NOT NULL,
  `request_id` CHAR(36) NULL,
  `state` ENUM('proposed', 'agreed', 'refused', 'withdrawn', 'expired') NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  `answered_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `shared_change_reference_key` (`reference`),
  INDEX `shared_change_child_id_state_idx` (`child_id`, `state`),
  INDEX `shared_change_answerer_id_state_idx` (`answerer_id`, `state`),
  INDEX `shared_change_request_id_idx` (`request_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `delegation` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `granted_by_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NULL,
  `name` VARCHAR(160) NOT NULL,
  `email` VARCHAR(190) NOT NULL,
  `relation` VARCHAR(60) NULL,
  `can_see` BOOLEAN NOT NULL,
  `can_book` BOOLEAN NOT NULL,
  `can_collect` BOOLEAN NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `revoked_at` DATETIME(3) NULL,
  `revoked_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `delegation_account_id_idx` (`account_id`),
  INDEX `delegation_household_id_idx` (`household_id`),
  INDEX `delegation_child_id_idx` (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `data_copy` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `state` ENUM('asked', 'ready', 'gone') NOT NULL,
  `size` INTEGER NOT NULL DEFAULT 0,
  `sha256` CHAR(64) NULL,
  `progress_done` INTEGER NOT NULL DEFAULT 0,
  `progress_total` INTEGER NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `ready_at` DATETIME(3) NULL,
  `expires_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `data_copy_account_id_created_at_idx` (`account_id`, `created_at`),
  INDEX `data_copy_expires_at_idx` (`expires_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `data_copy_part` (
  `copy_id` CHAR(36) NOT NULL,
  `position` INTEGER NOT NULL,
  `bytes` MEDIUMBLOB NOT NULL,
  PRIMARY KEY (`copy_id`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `household` ADD COLUMN `merged_into_id` CHAR(36) NULL, ADD INDEX `household_merged_into_id_idx` (`merged_into_id`);
ALTER TABLE `session` ADD COLUMN `proved_at` DATETIME(3) NULL;
