-- A commune's rules as one document by version, and what they need to know of a booking, an absence, an enrolment and a family.

ALTER TABLE `activity` ADD COLUMN `rule_code` VARCHAR(60) NOT NULL DEFAULT '' AFTER `code`;
ALTER TABLE `enrolment` ADD COLUMN `regularity` VARCHAR(40) NULL AFTER `until`;
ALTER TABLE `booking` ADD COLUMN `timing` VARCHAR(10) NOT NULL DEFAULT 'in_time' AFTER `state`;
ALTER TABLE `waiting_entry` ADD COLUMN `priority` INTEGER NOT NULL DEFAULT 0 AFTER `state`;
ALTER TABLE `attendance`
  ADD COLUMN `absence_reason` VARCHAR(40) NULL AFTER `departed_at`,
  ADD COLUMN `absence_charge` JSON NULL AFTER `absence_reason`;
ALTER TABLE `rules_version` ADD COLUMN `label` VARCHAR(160) NOT NULL AFTER `id`;
ALTER TABLE `charge` MODIFY COLUMN `kind`
  ENUM('booked', 'unbooked', 'absence', 'late_pickup', 'correction', 'flat', 'adjustment', 'combination', 'fee', 'aid') NOT NULL;

CREATE TABLE `rules_draft` (
  `id` CHAR(36) NOT NULL,
  `document` JSON NOT NULL,
  `based_on_id` CHAR(36) NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `declared_fact` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NULL,
  `child_id` CHAR(36) NULL,
  `fact` VARCHAR(60) NOT NULL,
  `value` JSON NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `declared_fact_household_id_fact_idx` (`household_id`, `fact`),
  INDEX `declared_fact_child_id_fact_idx` (`child_id`, `fact`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `draw` (
  `id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `label` VARCHAR(160) NOT NULL,
  `first_day` DATE NOT NULL,
  `last_day` DATE NOT NULL,
  `opens_at` DATETIME(3) NOT NULL,
  `closes_at` DATETIME(3) NOT NULL,
  `state` ENUM('open', 'drawn', 'cancelled') NOT NULL,
  `seed` CHAR(64) NOT NULL,
  `commitment` CHAR(64) NOT NULL,
  `result` JSON NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `drawn_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `draw_activity_id_state_idx` (`activity_id`, `state`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `draw_wish` (
  `id` CHAR(36) NOT NULL,
  `draw_id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `ticket` VARCHAR(12) NOT NULL,
  `days` JSON NOT NULL,
  `priority` INTEGER NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `withdrawn_at` DATETIME(3) NULL,
  `live` TINYINT GENERATED ALWAYS AS (IF(`withdrawn_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `draw_wish_draw_id_child_id_live_key` (`draw_id`, `child_id`, `live`),
  UNIQUE INDEX `draw_wish_draw_id_ticket_key` (`draw_id`, `ticket`),
  INDEX `draw_wish_household_id_idx` (`household_id`),
  CONSTRAINT `draw_wish_draw_id_fkey` FOREIGN KEY (`draw_id`) REFERENCES `draw` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
