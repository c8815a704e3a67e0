-- Questions to API Particulier, with the consent they were asked under; accounts linked to a FranceConnect identity.
CREATE TABLE `quotient_question` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `asked_at` DATETIME(3) NOT NULL,
  `consent` CHAR(64) NOT NULL,
  `outcome` VARCHAR(20) NOT NULL,
  `code` VARCHAR(10) NULL,
  `provider` VARCHAR(10) NULL,
  `month` CHAR(7) NULL,
  `value_cents` INTEGER NULL,
  `quotient_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `quotient_question_household_id_asked_at_idx` (`household_id`, `asked_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `outside_identity` (
  `account_id` CHAR(36) NOT NULL,
  `sub` VARCHAR(255) NOT NULL,
  `linked_at` DATETIME(3) NOT NULL,
  `last_used_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`account_id`),
  UNIQUE INDEX `outside_identity_sub_key` (`sub`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
