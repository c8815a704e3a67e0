-- Written by prisma/ddl-generator.mjs on `npx prisma generate`. Do not edit.

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

CREATE TABLE `account` (
  `id` CHAR(36) NOT NULL,
  `email` VARCHAR(190) NOT NULL,
  `password_hash` VARCHAR(255) NULL,
  `role` ENUM('parent', 'agent', 'animateur', 'responsable', 'regie', 'pilotage', 'admin') NOT NULL,
  `first_name` VARCHAR(80) NOT NULL,
  `last_name` VARCHAR(80) NOT NULL,
  `locale` VARCHAR(2) NOT NULL DEFAULT 'fr',
  `charter_version` INTEGER NULL,
  `created_at` DATETIME(3) NOT NULL,
  `activated_at` DATETIME(3) NULL,
  `last_sign_in_at` DATETIME(3) NULL,
  `closed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `account_email_key` (`email`),
  INDEX `account_role_idx` (`role`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `session` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `last_seen_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  `revoked_at` DATETIME(3) NULL,
  `user_agent` VARCHAR(300) NULL,
  `ip` VARCHAR(45) NULL,
  `second_factor_at` DATETIME(3) NULL,
  `proved_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `session_account_id_revoked_at_idx` (`account_id`, `revoked_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `account_token` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `kind` ENUM('activation_letter', 'activation_mail', 'password_reset', 'email_change_current', 'email_change_new') NOT NULL,
  `secret_hash` CHAR(64) NOT NULL,
  `payload` JSON NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `expires_at` DATETIME(3) NOT NULL,
  `used_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `account_token_secret_hash_key` (`secret_hash`),
  INDEX `account_token_account_id_kind_idx` (`account_id`, `kind`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `known_device` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `secret_hash` CHAR(64) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `last_used_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `known_device_secret_hash_key` (`secret_hash`),
  INDEX `known_device_account_id_idx` (`account_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `sign_in_tally` (
  `bucket` CHAR(64) NOT NULL,
  `failures` INTEGER NOT NULL,
  `last_failed_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`bucket`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `charter_acceptance` (
  `account_id` CHAR(36) NOT NULL,
  `version` INTEGER NOT NULL,
  `accepted_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`account_id`, `version`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `suspension` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `motive` TEXT NOT NULL,
  `appeal` TEXT NOT NULL,
  `starts_at` DATETIME(3) NOT NULL,
  `ends_at` DATETIME(3) NULL,
  `decided_by_id` CHAR(36) NOT NULL,
  `lifted_at` DATETIME(3) NULL,
  `lifted_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `suspension_account_id_lifted_at_idx` (`account_id`, `lifted_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `accreditation` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `granted_by_id` CHAR(36) NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `engagement_signed_at` DATETIME(3) NULL,
  `engagement_version` INTEGER NULL,
  `revoked_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `accreditation_account_id_idx` (`account_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `assignment` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `site_id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `assignment_account_id_since_idx` (`account_id`, `since`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `account_request` (
  `id` CHAR(36) NOT NULL,
  `reference` VARCHAR(20) NOT NULL,
  `email` VARCHAR(190) NOT NULL,
  `payload` JSON NOT NULL,
  `site_id` CHAR(36) NULL,
  `state` ENUM('submitted', 'accepted', 'refused', 'withdrawn') NOT NULL,
  `motive` TEXT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `decided_at` DATETIME(3) NULL,
  `decided_by_id` CHAR(36) NULL,
  `household_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `account_request_reference_key` (`reference`),
  INDEX `account_request_state_created_at_idx` (`state`, `created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `site` (
  `id` CHAR(36) NOT NULL,
  `code` VARCHAR(20) NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `kind` ENUM('school', 'leisure_centre') NOT NULL,
  `grades` JSON NOT NULL,
  `address` VARCHAR(200) NOT NULL,
  `phone` VARCHAR(20) NULL,
  `position` INTEGER NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `site_code_key` (`code`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `activity` (
  `id` CHAR(36) NOT NULL,
  `site_id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `code` VARCHAR(20) NOT NULL,
  `rule_code` VARCHAR(60) NOT NULL DEFAULT '',
  `kind` VARCHAR(20) NOT NULL,
  `name_fr` VARCHAR(80) NOT NULL,
  `name_en` VARCHAR(80) NOT NULL,
  `product_code` VARCHAR(4) NOT NULL,
  `starts_at` CHAR(5) NOT NULL,
  `ends_at` CHAR(5) NOT NULL,
  `weekdays` JSON NOT NULL,
  `grades` JSON NULL,
  `capacity` INTEGER NOT NULL,
  `is_open` BOOLEAN NOT NULL DEFAULT true,
  `position` INTEGER NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `activity_code_key` (`code`),
  INDEX `activity_site_id_position_idx` (`site_id`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `activity_day` (
  `id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `day` DATE NOT NULL,
  `capacity` INTEGER NOT NULL,
  `taken` INTEGER NOT NULL DEFAULT 0,
  `moved_by` CHAR(36) NULL,
  `closed_fr` VARCHAR(200) NULL,
  `closed_en` VARCHAR(200) NULL,
  `attendance_locked_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `activity_day_day_idx` (`day`),
  UNIQUE INDEX `activity_day_activity_id_day_key` (`activity_id`, `day`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `enrolment` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `school_year_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `state` ENUM('requested', 'accepted', 'refused', 'ended') NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `regularity` VARCHAR(40) NULL,
  `motive` TEXT NULL,
  `requested_at` DATETIME(3) NOT NULL,
  `requested_by_id` CHAR(36) NULL,
  `decided_at` DATETIME(3) NULL,
  `decided_by_id` CHAR(36) NULL,
  `live` TINYINT NULL,
  PRIMARY KEY (`id`),
  INDEX `enrolment_activity_id_school_year_id_state_idx` (`activity_id`, `school_year_id`, `state`),
  INDEX `enrolment_household_id_idx` (`household_id`),
  UNIQUE INDEX `enrolment_child_id_activity_id_school_year_id_live_key` (`child_id`, `activity_id`, `school_year_id`, `live`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `rules_version` (
  `id` CHAR(36) NOT NULL,
  `label` VARCHAR(160) NOT NULL,
  `since` DATE NOT NULL,
  `document` JSON NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `loaded_at` DATETIME(3) NOT NULL,
  `loaded_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `rules_version_sha256_key` (`sha256`),
  INDEX `rules_version_since_idx` (`since`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `rules_draft` (
  `id` CHAR(36) NOT NULL,
  `document` JSON NOT NULL,
  `based_on_id` CHAR(36) NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `attendance` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `activity_day_id` CHAR(36) NOT NULL,
  `booking_id` CHAR(36) NULL,
  `status` ENUM('present', 'absent', 'absent_justified', 'unbooked_present') NOT NULL,
  `arrived_at` CHAR(5) NULL,
  `departed_at` CHAR(5) NULL,
  `absence_reason` VARCHAR(40) NULL,
  `absence_charge` JSON NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `attendance_activity_day_id_idx` (`activity_day_id`),
  UNIQUE INDEX `attendance_child_id_activity_day_id_key` (`child_id`, `activity_day_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `child_badge` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `code` CHAR(16) NOT NULL,
  `issued_at` DATETIME(3) NOT NULL,
  `issued_by_id` CHAR(36) NOT NULL,
  `revoked_at` DATETIME(3) NULL,
  `revoked_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `child_badge_code_key` (`code`),
  INDEX `child_badge_child_id_idx` (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `booking_order` (
  `id` CHAR(36) NOT NULL,
  `reference` VARCHAR(20) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NULL,
  `channel` ENUM('portal', 'counter', 'phone', 'system') NOT NULL,
  `delta_cents` INTEGER NOT NULL,
  `refused` JSON NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `booking_order_reference_key` (`reference`),
  INDEX `booking_order_household_id_created_at_idx` (`household_id`, `created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `booking` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `activity_day_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `order_id` CHAR(36) NOT NULL,
  `state` ENUM('booked', 'cancelled') NOT NULL,
  `timing` VARCHAR(10) NOT NULL DEFAULT 'in_time',
  `price_cents` INTEGER NOT NULL,
  `booked_at` DATETIME(3) NOT NULL,
  `booked_by_id` CHAR(36) NULL,
  `cancel_order_id` CHAR(36) NULL,
  `cancelled_at` DATETIME(3) NULL,
  `cancelled_by_id` CHAR(36) NULL,
  `live` TINYINT NULL,
  PRIMARY KEY (`id`),
  INDEX `booking_activity_day_id_state_idx` (`activity_day_id`, `state`),
  INDEX `booking_household_id_state_idx` (`household_id`, `state`),
  INDEX `booking_order_id_idx` (`order_id`),
  INDEX `booking_cancel_order_id_idx` (`cancel_order_id`),
  UNIQUE INDEX `booking_child_id_activity_day_id_live_key` (`child_id`, `activity_day_id`, `live`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `waiting_entry` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `activity_day_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `state` ENUM('waiting', 'offered', 'accepted', 'expired', 'left') NOT NULL,
  `priority` INTEGER NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `offered_at` DATETIME(3) NULL,
  `offer_expires_at` DATETIME(3) NULL,
  `closed_at` DATETIME(3) NULL,
  `live` TINYINT NULL,
  PRIMARY KEY (`id`),
  INDEX `waiting_entry_activity_day_id_state_created_at_idx` (`activity_day_id`, `state`, `created_at`),
  INDEX `waiting_entry_household_id_idx` (`household_id`),
  UNIQUE INDEX `waiting_entry_child_id_activity_day_id_live_key` (`child_id`, `activity_day_id`, `live`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `calendar_feed` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `secret_hash` CHAR(64) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `revoked_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `calendar_feed_secret_hash_key` (`secret_hash`),
  INDEX `calendar_feed_account_id_idx` (`account_id`)
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
  `answered_at` DATETIME(3) NULL,
  `live` TINYINT NULL,
  PRIMARY KEY (`id`),
  INDEX `draw_wish_household_id_idx` (`household_id`),
  UNIQUE INDEX `draw_wish_draw_id_child_id_household_id_live_key` (`draw_id`, `child_id`, `household_id`, `live`),
  UNIQUE INDEX `draw_wish_draw_id_ticket_key` (`draw_id`, `ticket`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `child` (
  `id` CHAR(36) NOT NULL,
  `first_name` VARCHAR(80) NOT NULL,
  `last_name` VARCHAR(80) NOT NULL,
  `birth_date` DATE NOT NULL,
  `sex` VARCHAR(1) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `left_on` DATE NULL,
  PRIMARY KEY (`id`),
  INDEX `child_last_name_first_name_idx` (`last_name`, `first_name`),
  INDEX `child_birth_date_idx` (`birth_date`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `child_health` (
  `child_id` CHAR(36) NOT NULL,
  `diet` VARCHAR(20) NOT NULL DEFAULT 'standard',
  `has_pai` BOOLEAN NOT NULL DEFAULT false,
  `pai_until` DATE NULL,
  `allergies` VARCHAR(300) NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `guardianship` (
  `child_id` CHAR(36) NOT NULL,
  `guardian_id` CHAR(36) NOT NULL,
  `authority` ENUM('joint', 'sole', 'none') NOT NULL,
  `is_barred` BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (`child_id`, `guardian_id`),
  INDEX `guardianship_guardian_id_idx` (`guardian_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `child_household` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `custody` JSON NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  PRIMARY KEY (`id`),
  INDEX `child_household_household_id_idx` (`household_id`),
  UNIQUE INDEX `child_household_child_id_household_id_key` (`child_id`, `household_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `custody_exception` (
  `child_id` CHAR(36) NOT NULL,
  `day` DATE NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`child_id`, `day`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `emergency_contact` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NULL,
  `name` VARCHAR(120) NOT NULL,
  `phone` VARCHAR(20) NOT NULL,
  `relation` VARCHAR(60) NOT NULL,
  `rank` INTEGER NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `emergency_contact_child_id_idx` (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `pickup_person` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NULL,
  `name` VARCHAR(120) NOT NULL,
  `phone` VARCHAR(20) NULL,
  `relation` VARCHAR(60) NULL,
  `kind` ENUM('authorised', 'emergency_only', 'forbidden') NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `pickup_person_child_id_idx` (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `consent` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(30) NOT NULL,
  `is_granted` BOOLEAN NOT NULL,
  `given_at` DATETIME(3) NOT NULL,
  `account_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `consent_child_id_kind_given_at_idx` (`child_id`, `kind`, `given_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `school_year` (
  `id` CHAR(36) NOT NULL,
  `label` VARCHAR(9) NOT NULL,
  `starts_on` DATE NOT NULL,
  `ends_on` DATE NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `school_year_label_key` (`label`),
  UNIQUE INDEX `school_year_starts_on_key` (`starts_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `schooling` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `school_year_id` CHAR(36) NOT NULL,
  `site_id` CHAR(36) NOT NULL,
  `grade` VARCHAR(10) NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  PRIMARY KEY (`id`),
  INDEX `schooling_child_id_school_year_id_idx` (`child_id`, `school_year_id`),
  INDEX `schooling_site_id_school_year_id_idx` (`site_id`, `school_year_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `setting` (
  `section` VARCHAR(40) NOT NULL,
  `value` JSON NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by_id` CHAR(36) NULL,
  PRIMARY KEY (`section`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `mail_text` (
  `key` VARCHAR(60) NOT NULL,
  `locale` VARCHAR(2) NOT NULL,
  `subject` VARCHAR(200) NOT NULL,
  `body` TEXT NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by_id` CHAR(36) NULL,
  PRIMARY KEY (`key`, `locale`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `news_item` (
  `id` CHAR(36) NOT NULL,
  `title_fr` VARCHAR(160) NOT NULL,
  `body_fr` TEXT NOT NULL,
  `title_en` VARCHAR(160) NULL,
  `body_en` TEXT NULL,
  `since` DATE NOT NULL,
  `until` DATE NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `news_item_since_until_idx` (`since`, `until`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `charter_version` (
  `version` INTEGER NOT NULL,
  `body_fr` TEXT NOT NULL,
  `body_en` TEXT NOT NULL,
  `published_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`version`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `regie` (
  `id` CHAR(36) NOT NULL,
  `code` VARCHAR(10) NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `settings` JSON NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `regie_code_key` (`code`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `payfip_contract` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `numcli` VARCHAR(6) NOT NULL,
  `label` VARCHAR(120) NOT NULL,
  `is_default` BOOLEAN NOT NULL DEFAULT true,
  `card_active` BOOLEAN NOT NULL DEFAULT true,
  `debit_active` BOOLEAN NOT NULL DEFAULT true,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `payfip_contract_regie_id_numcli_key` (`regie_id`, `numcli`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `sepa_mandate` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `rum` VARCHAR(35) NOT NULL,
  `state` ENUM('active', 'revoked', 'expired') NOT NULL,
  `recurrent` BOOLEAN NOT NULL DEFAULT true,
  `holder` VARCHAR(70) NOT NULL,
  `iban` VARBINARY(255) NOT NULL,
  `iban_end` VARCHAR(4) NOT NULL,
  `bic` VARCHAR(11) NULL,
  `signed_on` DATE NOT NULL,
  `last_used_on` DATE NULL,
  `rejections` INTEGER NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `ended_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `sepa_mandate_rum_key` (`rum`),
  INDEX `sepa_mandate_household_id_state_idx` (`household_id`, `state`),
  INDEX `sepa_mandate_payer_id_idx` (`payer_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `debit_batch` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `year` INTEGER NOT NULL,
  `number` INTEGER NOT NULL,
  `collect_on` DATE NOT NULL,
  `version` VARCHAR(20) NOT NULL,
  `debits` INTEGER NOT NULL,
  `total_cents` INTEGER NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `bytes` LONGBLOB NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `debit_batch_regie_id_year_number_key` (`regie_id`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `debit_item` (
  `id` CHAR(36) NOT NULL,
  `batch_id` CHAR(36) NOT NULL,
  `mandate_id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `end_to_end_id` VARCHAR(35) NOT NULL,
  `sequence` CHAR(4) NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `state` ENUM('sent', 'collected', 'rejected') NOT NULL,
  `receipt_id` CHAR(36) NULL,
  `reason` VARCHAR(140) NULL,
  `closed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `debit_item_end_to_end_id_key` (`end_to_end_id`),
  INDEX `debit_item_batch_id_idx` (`batch_id`),
  INDEX `debit_item_invoice_id_idx` (`invoice_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `debit_notice` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `mandate_id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `collect_on` DATE NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `debit_notice_regie_id_collect_on_idx` (`regie_id`, `collect_on`),
  UNIQUE INDEX `debit_notice_invoice_id_collect_on_key` (`invoice_id`, `collect_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `document_kind` (
  `id` CHAR(36) NOT NULL,
  `code` VARCHAR(40) NOT NULL,
  `name_fr` VARCHAR(80) NOT NULL,
  `name_en` VARCHAR(80) NOT NULL,
  `help_fr` VARCHAR(300) NOT NULL,
  `help_en` VARCHAR(300) NOT NULL,
  `subject` ENUM('child', 'household') NOT NULL,
  `validity` JSON NOT NULL,
  `is_shared` BOOLEAN NOT NULL DEFAULT false,
  `is_attached` BOOLEAN NOT NULL DEFAULT false,
  `destroy_days` INTEGER NOT NULL DEFAULT 7,
  `position` INTEGER NOT NULL,
  `is_open` BOOLEAN NOT NULL DEFAULT true,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `document_kind_code_key` (`code`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `document_need` (
  `id` CHAR(36) NOT NULL,
  `kind_id` CHAR(36) NOT NULL,
  `rule_code` VARCHAR(60) NULL,
  `school_year_id` CHAR(36) NULL,
  `asked_when` VARCHAR(20) NOT NULL DEFAULT 'always',
  `is_required` BOOLEAN NOT NULL DEFAULT true,
  PRIMARY KEY (`id`),
  INDEX `document_need_kind_id_idx` (`kind_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `document` (
  `id` CHAR(36) NOT NULL,
  `kind_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NULL,
  `school_year_id` CHAR(36) NULL,
  `request_id` CHAR(36) NULL,
  `state` ENUM('draft', 'waiting', 'validated', 'refused', 'withdrawn') NOT NULL,
  `issued_on` DATE NULL,
  `valid_until` DATE NULL,
  `motive` VARCHAR(500) NULL,
  `deposited_by_id` CHAR(36) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `submitted_at` DATETIME(3) NULL,
  `decided_at` DATETIME(3) NULL,
  `decided_by_id` CHAR(36) NULL,
  `destroy_on` DATE NULL,
  `destroyed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `document_household_id_created_at_idx` (`household_id`, `created_at`),
  INDEX `document_child_id_kind_id_idx` (`child_id`, `kind_id`),
  INDEX `document_request_id_idx` (`request_id`),
  INDEX `document_state_submitted_at_idx` (`state`, `submitted_at`),
  INDEX `document_destroyed_at_destroy_on_idx` (`destroyed_at`, `destroy_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `document_page` (
  `document_id` CHAR(36) NOT NULL,
  `position` INTEGER NOT NULL,
  `format` VARCHAR(4) NOT NULL,
  `envelope` JSON NULL,
  `fingerprint` CHAR(40) NOT NULL,
  `size` INTEGER NOT NULL,
  `received` INTEGER NOT NULL DEFAULT 0,
  `sha256` CHAR(64) NOT NULL,
  `completed_at` DATETIME(3) NULL,
  PRIMARY KEY (`document_id`, `position`),
  INDEX `document_page_fingerprint_idx` (`fingerprint`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `document_key_set` (
  `id` CHAR(36) NOT NULL,
  `fingerprint` CHAR(40) NOT NULL,
  `statement` JSON NOT NULL,
  `endorsed_by` CHAR(40) NULL,
  `endorsement` JSON NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NOT NULL,
  `retired_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `document_key_set_fingerprint_key` (`fingerprint`),
  INDEX `document_key_set_retired_at_idx` (`retired_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `document_key_seen` (
  `account_id` CHAR(36) NOT NULL,
  `fingerprint` CHAR(40) NOT NULL,
  `seen_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`account_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_event` (
  `id` CHAR(36) NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `leaf` BLOB NOT NULL,
  `mac` VARBINARY(32) NOT NULL,
  `type` VARCHAR(60) NULL,
  `actor` VARCHAR(36) NULL,
  `subject` VARCHAR(36) NULL,
  `object` VARCHAR(80) NULL,
  PRIMARY KEY (`id`),
  INDEX `audit_event_subject_at_idx` (`subject`, `at`),
  INDEX `audit_event_actor_at_idx` (`actor`, `at`),
  INDEX `audit_event_object_idx` (`object`),
  INDEX `audit_event_type_at_idx` (`type`, `at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_pending` (
  `event_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`event_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_part` (
  `event_id` CHAR(36) NOT NULL,
  `part` VARCHAR(16) NOT NULL,
  `salt` VARBINARY(32) NOT NULL,
  `payload` MEDIUMBLOB NOT NULL,
  `expires_at` DATETIME(3) NULL,
  PRIMARY KEY (`event_id`, `part`),
  INDEX `audit_part_expires_at_idx` (`expires_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_log` (
  `name` VARCHAR(40) NOT NULL,
  `origin` VARCHAR(190) NOT NULL,
  `vkey` VARCHAR(300) NOT NULL,
  `opening_event_id` CHAR(36) NOT NULL,
  `opened_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_leaf` (
  `log` VARCHAR(40) NOT NULL,
  `idx` BIGINT NOT NULL,
  `event_id` CHAR(36) NOT NULL,
  `leaf_hash` VARBINARY(32) NOT NULL,
  PRIMARY KEY (`log`, `idx`),
  UNIQUE INDEX `audit_leaf_event_id_key` (`event_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_checkpoint` (
  `log` VARCHAR(40) NOT NULL,
  `size` BIGINT NOT NULL,
  `root` VARBINARY(32) NOT NULL,
  `note` TEXT NOT NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`log`, `size`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

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

CREATE TABLE `pseudonym` (
  `pseudonym` CHAR(36) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `owner_id` CHAR(36) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`pseudonym`),
  UNIQUE INDEX `pseudonym_kind_owner_id_key` (`kind`, `owner_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `data_key` (
  `pseudonym` CHAR(36) NOT NULL,
  `wrapped` VARBINARY(80) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`pseudonym`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `retention_run` (
  `id` CHAR(36) NOT NULL,
  `state` ENUM('proposed', 'done', 'dropped') NOT NULL,
  `day` DATE NOT NULL,
  `due` JSON NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `report` JSON NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `visa_at` DATETIME(3) NULL,
  `visa_by_id` CHAR(36) NULL,
  `done_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `retention_run_state_created_at_idx` (`state`, `created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `dossier` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `audience` VARCHAR(10) NOT NULL,
  `wish` JSON NOT NULL,
  `state` ENUM('asked', 'ready', 'empty') NOT NULL,
  `lines` INTEGER NOT NULL DEFAULT 0,
  `content` LONGBLOB NULL,
  `pdf` LONGBLOB NULL,
  `created_at` DATETIME(3) NOT NULL,
  `ready_at` DATETIME(3) NULL,
  `expires_on` DATE NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `dossier_account_id_created_at_idx` (`account_id`, `created_at`),
  INDEX `dossier_expires_on_idx` (`expires_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `household` (
  `id` CHAR(36) NOT NULL,
  `external_ref` VARCHAR(40) NULL,
  `name` VARCHAR(120) NOT NULL,
  `situation` VARCHAR(40) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `closed_at` DATETIME(3) NULL,
  `erased_at` DATETIME(3) NULL,
  `merged_into_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `household_external_ref_key` (`external_ref`),
  INDEX `household_merged_into_id_idx` (`merged_into_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `household_address` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `line` VARCHAR(160) NOT NULL,
  `more` VARCHAR(160) NULL,
  `postal_code` VARCHAR(10) NOT NULL,
  `city` VARCHAR(80) NOT NULL,
  `is_protected` BOOLEAN NOT NULL DEFAULT false,
  `since` DATE NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `household_address_household_id_since_idx` (`household_id`, `since`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `guardian` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NULL,
  `first_name` VARCHAR(80) NOT NULL,
  `last_name` VARCHAR(80) NOT NULL,
  `email` VARCHAR(190) NULL,
  `phone` VARCHAR(20) NULL,
  `phone_work` VARCHAR(20) NULL,
  `deceased_on` DATE NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `guardian_account_id_key` (`account_id`),
  INDEX `guardian_last_name_first_name_idx` (`last_name`, `first_name`),
  INDEX `guardian_email_idx` (`email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `household_member` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `guardian_id` CHAR(36) NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  PRIMARY KEY (`id`),
  INDEX `household_member_guardian_id_idx` (`guardian_id`),
  UNIQUE INDEX `household_member_household_id_guardian_id_key` (`household_id`, `guardian_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `payer` (
  `id` CHAR(36) NOT NULL,
  `kind` ENUM('guardian', 'organisation') NOT NULL,
  `guardian_id` CHAR(36) NULL,
  `name` VARCHAR(160) NOT NULL,
  `civility` VARCHAR(3) NULL,
  `email` VARCHAR(190) NULL,
  `address_line` VARCHAR(160) NULL,
  `postal_code` VARCHAR(10) NULL,
  `city` VARCHAR(80) NULL,
  `country_code` CHAR(3) NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `payer_guardian_id_key` (`guardian_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `household_payer` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NULL,
  `share_percent` INTEGER NOT NULL DEFAULT 100,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  PRIMARY KEY (`id`),
  INDEX `household_payer_household_id_since_idx` (`household_id`, `since`)
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

CREATE TABLE `quotient_familial` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `value_cents` INTEGER NOT NULL,
  `source` ENUM('caf', 'msa', 'tax', 'declared') NOT NULL,
  `beneficiary` VARCHAR(20) NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `quotient_familial_household_id_since_idx` (`household_id`, `since`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `change_request` (
  `id` CHAR(36) NOT NULL,
  `reference` VARCHAR(20) NOT NULL,
  `kind` ENUM('child_identity', 'child_custody', 'child_school', 'quotient_familial', 'guardian_identity') NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NULL,
  `guardian_id` CHAR(36) NULL,
  `account_id` CHAR(36) NOT NULL,
  `before` JSON NOT NULL,
  `after` JSON NOT NULL,
  `comment` TEXT NULL,
  `state` ENUM('submitted', 'accepted', 'refused', 'withdrawn') NOT NULL,
  `motive` TEXT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `decided_at` DATETIME(3) NULL,
  `decided_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `change_request_reference_key` (`reference`),
  INDEX `change_request_household_id_created_at_idx` (`household_id`, `created_at`),
  INDEX `change_request_state_created_at_idx` (`state`, `created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `import_batch` (
  `id` CHAR(36) NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `file_name` VARCHAR(200) NOT NULL,
  `rows` INTEGER NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `import_batch_sha256_key` (`sha256`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `possible_duplicate` (
  `id` CHAR(36) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `first_id` CHAR(36) NOT NULL,
  `second_id` CHAR(36) NOT NULL,
  `reason` VARCHAR(200) NOT NULL,
  `state` ENUM('open', 'same', 'different') NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `decided_at` DATETIME(3) NULL,
  `decided_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `possible_duplicate_state_idx` (`state`),
  UNIQUE INDEX `possible_duplicate_kind_first_id_second_id_key` (`kind`, `first_id`, `second_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

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

CREATE TABLE `charge` (
  `id` CHAR(36) NOT NULL,
  `source_key` VARCHAR(400) NOT NULL,
  `kind` ENUM('booked', 'unbooked', 'absence', 'late_pickup', 'correction', 'flat', 'adjustment', 'combination', 'fee', 'aid') NOT NULL,
  `child_id` CHAR(36) NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NULL,
  `activity_day_id` CHAR(36) NULL,
  `booking_id` CHAR(36) NULL,
  `attendance_id` CHAR(36) NULL,
  `day` DATE NOT NULL,
  `month` CHAR(7) NOT NULL,
  `quantity` INTEGER NOT NULL DEFAULT 1,
  `unit_cents` INTEGER NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `why` JSON NOT NULL,
  `invoice_id` CHAR(36) NULL,
  `dropped_on` DATE NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `charge_source_key_key` (`source_key`),
  INDEX `charge_month_regie_id_invoice_id_idx` (`month`, `regie_id`, `invoice_id`),
  INDEX `charge_household_id_month_idx` (`household_id`, `month`),
  INDEX `charge_invoice_id_idx` (`invoice_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `invoice_run` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `month` CHAR(7) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `issued_at` DATETIME(3) NULL,
  `issued_by_id` CHAR(36) NULL,
  `asked_at` DATETIME(3) NULL,
  `asked_by_id` CHAR(36) NULL,
  `findings` JSON NULL,
  PRIMARY KEY (`id`),
  INDEX `invoice_run_regie_id_month_idx` (`regie_id`, `month`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `invoice` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `kind` ENUM('invoice', 'credit_note') NOT NULL,
  `state` ENUM('draft', 'checked', 'issued') NOT NULL,
  `year` INTEGER NULL,
  `number` INTEGER NULL,
  `refdet` VARCHAR(30) NULL,
  `month` CHAR(7) NOT NULL,
  `run_id` CHAR(36) NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `recipient` JSON NOT NULL,
  `total_cents` INTEGER NOT NULL,
  `issued_on` DATE NULL,
  `issued_at` DATETIME(3) NULL,
  `due_on` DATE NULL,
  `corrects_id` CHAR(36) NULL,
  `reason` TEXT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `invoice_refdet_key` (`refdet`),
  INDEX `invoice_household_id_state_idx` (`household_id`, `state`),
  INDEX `invoice_month_regie_id_state_idx` (`month`, `regie_id`, `state`),
  INDEX `invoice_corrects_id_idx` (`corrects_id`),
  UNIQUE INDEX `invoice_regie_id_kind_year_number_key` (`regie_id`, `kind`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `invoice_line` (
  `id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `position` INTEGER NOT NULL,
  `child_id` CHAR(36) NULL,
  `child_name` VARCHAR(160) NULL,
  `activity_id` CHAR(36) NULL,
  `product_code` VARCHAR(4) NOT NULL,
  `label_fr` VARCHAR(200) NOT NULL,
  `label_en` VARCHAR(200) NOT NULL,
  `detail` JSON NOT NULL,
  `quantity` INTEGER NOT NULL,
  `unit_cents` INTEGER NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `corrects_line_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `invoice_line_invoice_id_position_key` (`invoice_id`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `invoice_pdf` (
  `invoice_id` CHAR(36) NOT NULL,
  `bytes` MEDIUMBLOB NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `rendered_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`invoice_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `number_sequence` (
  `regie_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `year` INTEGER NOT NULL,
  `last_number` INTEGER NOT NULL,
  PRIMARY KEY (`regie_id`, `kind`, `year`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `reminder` (
  `id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `level` INTEGER NOT NULL,
  `sent_on` DATE NOT NULL,
  `due_cents` INTEGER NOT NULL,
  `fee_cents` INTEGER NOT NULL,
  `letter` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `reminder_invoice_id_level_key` (`invoice_id`, `level`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `write_off` (
  `id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `decision` VARCHAR(160) NOT NULL,
  `decided_on` DATE NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `write_off_invoice_id_idx` (`invoice_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `payment_plan` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `state` ENUM('proposed', 'agreed', 'broken', 'ended', 'withdrawn') NOT NULL,
  `reason` TEXT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `ended_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `payment_plan_household_id_state_idx` (`household_id`, `state`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `plan_instalment` (
  `plan_id` CHAR(36) NOT NULL,
  `position` INTEGER NOT NULL,
  `due_on` DATE NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  PRIMARY KEY (`plan_id`, `position`),
  INDEX `plan_instalment_due_on_idx` (`due_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `plan_invoice` (
  `plan_id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`plan_id`, `invoice_id`),
  INDEX `plan_invoice_invoice_id_idx` (`invoice_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `job` (
  `id` CHAR(36) NOT NULL,
  `kind` VARCHAR(40) NOT NULL,
  `payload` JSON NOT NULL,
  `dedupe_key` VARCHAR(120) NULL,
  `state` ENUM('queued', 'running', 'done', 'dead') NOT NULL,
  `run_at` DATETIME(3) NOT NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `lease_owner` CHAR(36) NULL,
  `lease_until` DATETIME(3) NULL,
  `progress_done` INTEGER NOT NULL DEFAULT 0,
  `progress_total` INTEGER NOT NULL DEFAULT 0,
  `last_error` TEXT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `finished_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `job_dedupe_key_key` (`dedupe_key`),
  INDEX `job_state_run_at_idx` (`state`, `run_at`),
  INDEX `job_kind_created_at_idx` (`kind`, `created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `mail_outbox` (
  `id` CHAR(36) NOT NULL,
  `to_address` VARCHAR(190) NOT NULL,
  `subject` VARCHAR(250) NOT NULL,
  `text` TEXT NOT NULL,
  `attachments` JSON NULL,
  `is_secret` BOOLEAN NOT NULL DEFAULT false,
  `state` ENUM('queued', 'sent', 'failed') NOT NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `next_try_at` DATETIME(3) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `sent_at` DATETIME(3) NULL,
  `last_error` VARCHAR(300) NULL,
  `household_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `mail_outbox_state_next_try_at_idx` (`state`, `next_try_at`),
  INDEX `mail_outbox_created_at_idx` (`created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `idempotency_key` (
  `key` VARCHAR(64) NOT NULL,
  `account_id` CHAR(36) NULL,
  `action` VARCHAR(60) NOT NULL,
  `response` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`key`),
  INDEX `idempotency_key_created_at_idx` (`created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `ledger_entry` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(40) NOT NULL,
  `source_id` CHAR(36) NOT NULL,
  `day` DATE NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `ledger_entry_regie_id_day_idx` (`regie_id`, `day`),
  UNIQUE INDEX `ledger_entry_kind_source_id_key` (`kind`, `source_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `ledger_line` (
  `id` CHAR(36) NOT NULL,
  `entry_id` CHAR(36) NOT NULL,
  `position` INTEGER NOT NULL,
  `account` VARCHAR(20) NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `household_id` CHAR(36) NULL,
  `payer_id` CHAR(36) NULL,
  `invoice_id` CHAR(36) NULL,
  `credit_id` CHAR(36) NULL,
  `product_code` VARCHAR(4) NULL,
  PRIMARY KEY (`id`),
  INDEX `ledger_line_household_id_account_idx` (`household_id`, `account`),
  INDEX `ledger_line_invoice_id_idx` (`invoice_id`),
  INDEX `ledger_line_credit_id_idx` (`credit_id`),
  UNIQUE INDEX `ledger_line_entry_id_position_key` (`entry_id`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

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

CREATE TABLE `payment_attempt` (
  `id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NULL,
  `plan_id` CHAR(36) NULL,
  `gateway` VARCHAR(10) NOT NULL,
  `numcli` VARCHAR(6) NOT NULL,
  `mode` VARCHAR(1) NOT NULL,
  `refdet` VARCHAR(30) NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `answered_cents` INTEGER NULL,
  `idop` VARCHAR(64) NULL,
  `state` ENUM('started', 'pending', 'paid_card', 'paid_debit', 'refused', 'cancelled', 'expired', 'unknown', 'suspect', 'rejected_later', 'paid_twice', 'amount_differs', 'after_hand_over') NOT NULL,
  `means` ENUM('card', 'debit', 'cash', 'cheque', 'transfer', 'cesu', 'voucher', 'sepa') NULL,
  `numauto` VARCHAR(20) NULL,
  `paid_at` DATETIME(3) NULL,
  `paid_at_raw` VARCHAR(20) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `next_poll_at` DATETIME(3) NULL,
  `polls` INTEGER NOT NULL DEFAULT 0,
  `closed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `payment_attempt_idop_key` (`idop`),
  INDEX `payment_attempt_invoice_id_idx` (`invoice_id`),
  INDEX `payment_attempt_state_next_poll_at_idx` (`state`, `next_poll_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `payment_answer` (
  `id` CHAR(36) NOT NULL,
  `attempt_id` CHAR(36) NOT NULL,
  `asked_at` DATETIME(3) NOT NULL,
  `operation` VARCHAR(40) NOT NULL,
  `outcome` VARCHAR(40) NOT NULL,
  `raw` MEDIUMTEXT NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `payment_answer_attempt_id_asked_at_idx` (`attempt_id`, `asked_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `receipt` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `year` INTEGER NOT NULL,
  `number` INTEGER NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `attempt_id` CHAR(36) NULL,
  `corrects_id` CHAR(36) NULL,
  `means` ENUM('card', 'debit', 'cash', 'cheque', 'transfer', 'cesu', 'voucher', 'sepa') NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `received_on` DATE NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NULL,
  `cheque_number` VARCHAR(20) NULL,
  `cheque_issuer` VARCHAR(160) NULL,
  `reference` VARCHAR(140) NULL,
  `lot_id` CHAR(36) NULL,
  `deposit_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `receipt_attempt_id_key` (`attempt_id`),
  UNIQUE INDEX `receipt_corrects_id_key` (`corrects_id`),
  INDEX `receipt_deposit_id_idx` (`deposit_id`),
  INDEX `receipt_invoice_id_idx` (`invoice_id`),
  INDEX `receipt_regie_id_received_on_lot_id_idx` (`regie_id`, `received_on`, `lot_id`),
  UNIQUE INDEX `receipt_regie_id_year_number_key` (`regie_id`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `family_request` (
  `id` CHAR(36) NOT NULL,
  `reference` VARCHAR(20) NOT NULL,
  `kind` VARCHAR(30) NOT NULL,
  `channel` VARCHAR(12) NOT NULL DEFAULT 'portal',
  `household_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NULL,
  `child_id` CHAR(36) NULL,
  `is_private` BOOLEAN NOT NULL DEFAULT false,
  `site_id` CHAR(36) NULL,
  `regie_id` CHAR(36) NULL,
  `object_kind` VARCHAR(20) NULL,
  `object_id` CHAR(36) NULL,
  `about` JSON NULL,
  `state` ENUM('received', 'acknowledged', 'waiting_family', 'in_study', 'proposal', 'decided', 'closed', 'reopened') NOT NULL,
  `received_at` DATETIME(3) NOT NULL,
  `due_on` DATE NULL,
  `waiting_since` DATE NULL,
  `reminded` TINYINT NOT NULL DEFAULT 0,
  `extended` BOOLEAN NOT NULL DEFAULT false,
  `assigned_to_id` CHAR(36) NULL,
  `team_id` CHAR(36) NULL,
  `decided_at` DATETIME(3) NULL,
  `closed_at` DATETIME(3) NULL,
  `outcome` VARCHAR(30) NULL,
  `effect_kind` VARCHAR(20) NULL,
  `effect_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `family_request_reference_key` (`reference`),
  INDEX `family_request_household_id_received_at_idx` (`household_id`, `received_at`),
  INDEX `family_request_worklist_idx` (`state`, `due_on`, `kind`, `child_id`, `household_id`, `assigned_to_id`, `team_id`),
  INDEX `family_request_due_on_idx` (`due_on`),
  INDEX `family_request_received_at_idx` (`received_at`),
  INDEX `family_request_child_id_idx` (`child_id`),
  INDEX `family_request_object_kind_object_id_idx` (`object_kind`, `object_id`),
  INDEX `family_request_assigned_to_id_state_idx` (`assigned_to_id`, `state`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `family_request_entry` (
  `id` CHAR(36) NOT NULL,
  `request_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(12) NOT NULL,
  `side` VARCHAR(10) NOT NULL,
  `author_id` CHAR(36) NULL,
  `state` ENUM('received', 'acknowledged', 'waiting_family', 'in_study', 'proposal', 'decided', 'closed', 'reopened') NULL,
  `title` VARCHAR(200) NULL,
  `text` TEXT NULL,
  `template_id` CHAR(36) NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `family_request_entry_request_id_at_idx` (`request_id`, `at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `request_proposal` (
  `id` CHAR(36) NOT NULL,
  `request_id` CHAR(36) NOT NULL,
  `version` INTEGER NOT NULL,
  `kind` VARCHAR(12) NOT NULL,
  `text` TEXT NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `state` VARCHAR(10) NOT NULL,
  `made_at` DATETIME(3) NOT NULL,
  `made_by_id` CHAR(36) NULL,
  `answered_at` DATETIME(3) NULL,
  `answerer_id` CHAR(36) NULL,
  `signer` VARCHAR(200) NULL,
  `motive` TEXT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `request_proposal_request_id_version_key` (`request_id`, `version`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `signing_code` (
  `id` CHAR(36) NOT NULL,
  `proposal_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `code_hash` CHAR(64) NOT NULL,
  `tries` TINYINT NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  `spent_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `signing_code_proposal_id_account_id_idx` (`proposal_id`, `account_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `letter_template` (
  `id` CHAR(36) NOT NULL,
  `key` CHAR(36) NOT NULL,
  `locale` CHAR(2) NOT NULL,
  `version` INTEGER NOT NULL,
  `use` VARCHAR(10) NOT NULL,
  `title` VARCHAR(120) NOT NULL,
  `subject` VARCHAR(200) NOT NULL,
  `body` TEXT NOT NULL,
  `retired` BOOLEAN NOT NULL DEFAULT false,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `letter_template_key_locale_version_key` (`key`, `locale`, `version`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

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
  `live` TINYINT NULL,
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

CREATE TABLE `record_confirmation` (
  `id` CHAR(36) NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `school_year_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `confirmed_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `record_confirmation_household_id_school_year_id_idx` (`household_id`, `school_year_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `statement_import` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `file_name` VARCHAR(200) NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `bytes` LONGBLOB NOT NULL,
  `lines` INTEGER NOT NULL,
  `report` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `statement_import_regie_id_created_at_idx` (`regie_id`, `created_at`),
  UNIQUE INDEX `statement_import_regie_id_kind_sha256_key` (`regie_id`, `kind`, `sha256`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `statement_line` (
  `id` CHAR(36) NOT NULL,
  `import_id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `position` INTEGER NOT NULL,
  `line_key` VARCHAR(190) NOT NULL,
  `day` DATE NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `reference` VARCHAR(140) NOT NULL,
  `label` VARCHAR(300) NOT NULL,
  `detail` JSON NOT NULL,
  `state` ENUM('open', 'proposed', 'matched', 'set_aside') NOT NULL,
  `match_kind` VARCHAR(20) NULL,
  `match_id` CHAR(36) NULL,
  `confidence` INTEGER NULL,
  `match_rule` VARCHAR(40) NULL,
  `matched_at` DATETIME(3) NULL,
  `matched_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `statement_line_import_id_position_idx` (`import_id`, `position`),
  INDEX `statement_line_regie_id_state_idx` (`regie_id`, `state`),
  INDEX `statement_line_match_kind_match_id_idx` (`match_kind`, `match_id`),
  INDEX `statement_line_regie_id_reference_idx` (`regie_id`, `reference`),
  UNIQUE INDEX `statement_line_regie_id_kind_line_key_key` (`regie_id`, `kind`, `line_key`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `daily_control` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `day` DATE NOT NULL,
  `equal` BOOLEAN NOT NULL,
  `report` JSON NOT NULL,
  `ran_at` DATETIME(3) NOT NULL,
  `mailed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `daily_control_regie_id_day_key` (`regie_id`, `day`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `money_case` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `kind` VARCHAR(30) NOT NULL,
  `source_key` VARCHAR(190) NOT NULL,
  `attempt_id` CHAR(36) NULL,
  `line_id` CHAR(36) NULL,
  `invoice_id` CHAR(36) NULL,
  `amount_cents` INTEGER NOT NULL,
  `state` ENUM('open', 'closed') NOT NULL,
  `assigned_to_id` CHAR(36) NULL,
  `opened_at` DATETIME(3) NOT NULL,
  `closed_at` DATETIME(3) NULL,
  `closed_by_id` CHAR(36) NULL,
  `resolution` VARCHAR(30) NULL,
  `reason` TEXT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `money_case_source_key_key` (`source_key`),
  INDEX `money_case_regie_id_state_opened_at_idx` (`regie_id`, `state`, `opened_at`),
  INDEX `money_case_attempt_id_idx` (`attempt_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `refund` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `year` INTEGER NULL,
  `number` INTEGER NULL,
  `state` ENUM('requested', 'ordered', 'paid', 'refused', 'failed') NOT NULL,
  `household_id` CHAR(36) NOT NULL,
  `payer_id` CHAR(36) NOT NULL,
  `receipt_id` CHAR(36) NOT NULL,
  `credit_id` CHAR(36) NULL,
  `means` ENUM('card', 'debit', 'cash', 'cheque', 'transfer', 'cesu', 'voucher', 'sepa') NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `reason` TEXT NOT NULL,
  `reference` VARCHAR(140) NULL,
  `motive` TEXT NULL,
  `paid_on` DATE NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  `ordered_at` DATETIME(3) NULL,
  `closed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `refund_receipt_id_idx` (`receipt_id`),
  INDEX `refund_household_id_idx` (`household_id`),
  INDEX `refund_regie_id_state_idx` (`regie_id`, `state`),
  UNIQUE INDEX `refund_regie_id_year_number_key` (`regie_id`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `deposit_slip` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `year` INTEGER NOT NULL,
  `number` INTEGER NOT NULL,
  `means` ENUM('card', 'debit', 'cash', 'cheque', 'transfer', 'cesu', 'voucher', 'sepa') NOT NULL,
  `deposited_on` DATE NOT NULL,
  `receipts` INTEGER NOT NULL,
  `total_cents` INTEGER NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `deposit_slip_regie_id_year_number_key` (`regie_id`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `remittance` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `year` INTEGER NOT NULL,
  `number` INTEGER NOT NULL,
  `remitted_on` DATE NOT NULL,
  `amounts` JSON NOT NULL,
  `total_cents` INTEGER NOT NULL,
  `lot_id` CHAR(36) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `remittance_regie_id_year_number_key` (`regie_id`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `till_handover` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `from_id` CHAR(36) NOT NULL,
  `to_id` CHAR(36) NOT NULL,
  `booked` JSON NOT NULL,
  `counted` JSON NOT NULL,
  `note` TEXT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `accepted_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `till_handover_regie_id_created_at_idx` (`regie_id`, `created_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `bus_stop` (
  `id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `direction` ENUM('outward', 'homeward') NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `time` CHAR(5) NOT NULL,
  `position` INTEGER NOT NULL,
  `removed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `bus_stop_activity_id_direction_position_idx` (`activity_id`, `direction`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `bus_ride` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `direction` ENUM('outward', 'homeward') NOT NULL,
  `stop_id` CHAR(36) NOT NULL,
  `weekdays` JSON NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `bus_ride_activity_id_direction_idx` (`activity_id`, `direction`),
  INDEX `bus_ride_child_id_idx` (`child_id`),
  INDEX `bus_ride_stop_id_idx` (`stop_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `treasury_lot` (
  `id` CHAR(36) NOT NULL,
  `regie_id` CHAR(36) NOT NULL,
  `year` INTEGER NOT NULL,
  `number` INTEGER NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NOT NULL,
  `kind` VARCHAR(12) NOT NULL DEFAULT 'receipts',
  `format` VARCHAR(10) NOT NULL,
  `receipts` INTEGER NOT NULL,
  `total_cents` INTEGER NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `bytes` LONGBLOB NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `treasury_lot_regie_id_since_until_idx` (`regie_id`, `since`, `until`),
  UNIQUE INDEX `treasury_lot_regie_id_year_number_key` (`regie_id`, `year`, `number`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `treasury_lot_file` (
  `lot_id` CHAR(36) NOT NULL,
  `format` VARCHAR(10) NOT NULL,
  `sha256` CHAR(64) NOT NULL,
  `bytes` LONGBLOB NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`lot_id`, `format`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `treasury_claim` (
  `id` CHAR(36) NOT NULL,
  `lot_id` CHAR(36) NOT NULL,
  `invoice_id` CHAR(36) NOT NULL,
  `exer` INTEGER NOT NULL,
  `bordereau` INTEGER NOT NULL,
  `piece` INTEGER NOT NULL,
  `debt_number` VARCHAR(15) NOT NULL,
  `amount_cents` INTEGER NOT NULL,
  `state` ENUM('handed', 'taken', 'refused', 'cancelled', 'settled', 'written_off') NOT NULL,
  `answer` JSON NULL,
  `taken_on` DATE NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `treasury_claim_invoice_id_idx` (`invoice_id`),
  INDEX `treasury_claim_exer_bordereau_piece_idx` (`exer`, `bordereau`, `piece`),
  UNIQUE INDEX `treasury_claim_lot_id_piece_key` (`lot_id`, `piece`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

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

ALTER TABLE `session` ADD CONSTRAINT `session_account_id_fkey` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `suspension` ADD CONSTRAINT `suspension_account_id_fkey` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `accreditation` ADD CONSTRAINT `accreditation_account_id_fkey` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `assignment` ADD CONSTRAINT `assignment_account_id_fkey` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `assignment` ADD CONSTRAINT `assignment_site_id_fkey` FOREIGN KEY (`site_id`) REFERENCES `site` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `activity` ADD CONSTRAINT `activity_site_id_fkey` FOREIGN KEY (`site_id`) REFERENCES `site` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `activity` ADD CONSTRAINT `activity_regie_id_fkey` FOREIGN KEY (`regie_id`) REFERENCES `regie` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `activity_day` ADD CONSTRAINT `activity_day_activity_id_fkey` FOREIGN KEY (`activity_id`) REFERENCES `activity` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `enrolment` ADD CONSTRAINT `enrolment_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `enrolment` ADD CONSTRAINT `enrolment_activity_id_fkey` FOREIGN KEY (`activity_id`) REFERENCES `activity` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `booking` ADD CONSTRAINT `booking_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `booking` ADD CONSTRAINT `booking_activity_day_id_fkey` FOREIGN KEY (`activity_day_id`) REFERENCES `activity_day` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `draw_wish` ADD CONSTRAINT `draw_wish_draw_id_fkey` FOREIGN KEY (`draw_id`) REFERENCES `draw` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `child_health` ADD CONSTRAINT `child_health_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `guardianship` ADD CONSTRAINT `guardianship_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `guardianship` ADD CONSTRAINT `guardianship_guardian_id_fkey` FOREIGN KEY (`guardian_id`) REFERENCES `guardian` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `child_household` ADD CONSTRAINT `child_household_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `child_household` ADD CONSTRAINT `child_household_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `emergency_contact` ADD CONSTRAINT `emergency_contact_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `pickup_person` ADD CONSTRAINT `pickup_person_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `consent` ADD CONSTRAINT `consent_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `schooling` ADD CONSTRAINT `schooling_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `schooling` ADD CONSTRAINT `schooling_school_year_id_fkey` FOREIGN KEY (`school_year_id`) REFERENCES `school_year` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `schooling` ADD CONSTRAINT `schooling_site_id_fkey` FOREIGN KEY (`site_id`) REFERENCES `site` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `payfip_contract` ADD CONSTRAINT `payfip_contract_regie_id_fkey` FOREIGN KEY (`regie_id`) REFERENCES `regie` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `debit_item` ADD CONSTRAINT `debit_item_batch_id_fkey` FOREIGN KEY (`batch_id`) REFERENCES `debit_batch` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document_need` ADD CONSTRAINT `document_need_kind_id_fkey` FOREIGN KEY (`kind_id`) REFERENCES `document_kind` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document` ADD CONSTRAINT `document_kind_id_fkey` FOREIGN KEY (`kind_id`) REFERENCES `document_kind` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document` ADD CONSTRAINT `document_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document` ADD CONSTRAINT `document_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document_page` ADD CONSTRAINT `document_page_document_id_fkey` FOREIGN KEY (`document_id`) REFERENCES `document` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `household_address` ADD CONSTRAINT `household_address_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `guardian` ADD CONSTRAINT `guardian_account_id_fkey` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `household_member` ADD CONSTRAINT `household_member_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `household_member` ADD CONSTRAINT `household_member_guardian_id_fkey` FOREIGN KEY (`guardian_id`) REFERENCES `guardian` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `payer` ADD CONSTRAINT `payer_guardian_id_fkey` FOREIGN KEY (`guardian_id`) REFERENCES `guardian` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `household_payer` ADD CONSTRAINT `household_payer_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `household_payer` ADD CONSTRAINT `household_payer_payer_id_fkey` FOREIGN KEY (`payer_id`) REFERENCES `payer` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `quotient_familial` ADD CONSTRAINT `quotient_familial_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `invoice_line` ADD CONSTRAINT `invoice_line_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `invoice_pdf` ADD CONSTRAINT `invoice_pdf_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `plan_instalment` ADD CONSTRAINT `plan_instalment_plan_id_fkey` FOREIGN KEY (`plan_id`) REFERENCES `payment_plan` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `plan_invoice` ADD CONSTRAINT `plan_invoice_plan_id_fkey` FOREIGN KEY (`plan_id`) REFERENCES `payment_plan` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `ledger_line` ADD CONSTRAINT `ledger_line_entry_id_fkey` FOREIGN KEY (`entry_id`) REFERENCES `ledger_entry` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `receipt` ADD CONSTRAINT `receipt_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `family_request_entry` ADD CONSTRAINT `family_request_entry_request_id_fkey` FOREIGN KEY (`request_id`) REFERENCES `family_request` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `request_proposal` ADD CONSTRAINT `request_proposal_request_id_fkey` FOREIGN KEY (`request_id`) REFERENCES `family_request` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `request_report_file` ADD CONSTRAINT `request_report_file_report_id_fkey` FOREIGN KEY (`report_id`) REFERENCES `request_report` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `statement_line` ADD CONSTRAINT `statement_line_import_id_fkey` FOREIGN KEY (`import_id`) REFERENCES `statement_import` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `bus_ride` ADD CONSTRAINT `bus_ride_stop_id_fkey` FOREIGN KEY (`stop_id`) REFERENCES `bus_stop` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `treasury_lot_file` ADD CONSTRAINT `treasury_lot_file_lot_id_fkey` FOREIGN KEY (`lot_id`) REFERENCES `treasury_lot` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `treasury_claim` ADD CONSTRAINT `treasury_claim_lot_id_fkey` FOREIGN KEY (`lot_id`) REFERENCES `treasury_lot` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
