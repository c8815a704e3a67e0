-- The change of school year: a draft, its children, its publication; one living draft or publication a year to come.
CREATE TABLE `rollover` (
  `id` CHAR(36) NOT NULL,
  `from_year_id` CHAR(36) NOT NULL,
  `to_year_id` CHAR(36) NOT NULL,
  `state` ENUM('draft', 'publishing', 'published', 'undone') NOT NULL,
  `prepared_at` DATETIME(3) NOT NULL,
  `prepared_by_id` CHAR(36) NOT NULL,
  `published_at` DATETIME(3) NULL,
  `published_by_id` CHAR(36) NULL,
  `undone_at` DATETIME(3) NULL,
  `undone_by_id` CHAR(36) NULL,
  `live` TINYINT GENERATED ALWAYS AS (IF(`state` = 'undone', NULL, 1)) STORED,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `rollover_to_year_id_live_key` (`to_year_id`, `live`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `rollover_child` (
  `rollover_id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `from_site_id` CHAR(36) NOT NULL,
  `from_grade` VARCHAR(10) NOT NULL,
  `outcome` ENUM('moves', 'stays', 'leaves', 'undecided') NOT NULL,
  `to_site_id` CHAR(36) NULL,
  `to_grade` VARCHAR(10) NULL,
  `changed_by_id` CHAR(36) NULL,
  `applied_at` DATETIME(3) NULL,
  PRIMARY KEY (`rollover_id`, `child_id`),
  INDEX `rollover_child_rollover_id_applied_at_idx` (`rollover_id`, `applied_at`),
  INDEX `rollover_child_child_id_idx` (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- « Mes informations sont exactes », said by a family, dated, for a school year.
CREATE TABLE `record_confirmation` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `school_year_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `confirmed_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `record_confirmation_household_id_school_year_id_idx` (`household_id`, `school_year_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
