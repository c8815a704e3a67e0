-- What joining two files, or two records of a child, changed: kept for a month, so that it can be undone.
CREATE TABLE `file_merger` (
  `id` CHAR(36) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `into_id` CHAR(36) NOT NULL,
  `from_id` CHAR(36) NOT NULL,
  `changes` JSON NOT NULL,
  `applied_at` DATETIME(3) NOT NULL,
  `applied_by_id` CHAR(36) NULL,
  `undone_at` DATETIME(3) NULL,
  `undone_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `file_merger_applied_at_idx` (`applied_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
