-- A report of requests is made once, when its period is over: its counts and its files. A correction is a new version.

CREATE TABLE `request_report` (
  `id` CHAR(36) NOT NULL,
  `period` VARCHAR(8) NOT NULL,
  `version` INTEGER NOT NULL,
  `made_at` DATETIME(3) NOT NULL,
  `made_by_id` CHAR(36) NULL,
  `reason` VARCHAR(500) NULL,
  `content` JSON NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `request_report_period_version_key` (`period`, `version`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `request_report_file` (
  `report_id` CHAR(36) NOT NULL,
  `name` VARCHAR(10) NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `bytes` MEDIUMBLOB NOT NULL,
  PRIMARY KEY (`report_id`, `name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `request_report_file` ADD CONSTRAINT `request_report_file_report_id_fkey` FOREIGN KEY (`report_id`) REFERENCES `request_report` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
