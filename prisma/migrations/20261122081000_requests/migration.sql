-- One life for all requests: a reference drawn at random, the school, time and waiting, a team; proposals to sign, and models of letters.

ALTER TABLE `family_request`
  ADD COLUMN `reference` VARCHAR(20) NULL,
  ADD COLUMN `site_id` CHAR(36) NULL,
  ADD COLUMN `waiting_since` DATE NULL,
  ADD COLUMN `reminded` TINYINT NOT NULL DEFAULT 0,
  ADD COLUMN `extended` BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN `team_id` CHAR(36) NULL,
  ADD INDEX `family_request_due_on_idx` (`due_on`),
  ADD INDEX `family_request_received_at_idx` (`received_at`),
  ADD INDEX `family_request_child_id_idx` (`child_id`);

UPDATE `family_request` SET `reference` = JSON_UNQUOTE(JSON_EXTRACT(`about`, '$.reference')) WHERE JSON_EXTRACT(`about`, '$.reference') IS NOT NULL;
UPDATE `family_request` SET `reference` = UPPER(CONCAT('DEM-', SUBSTRING(SHA2(CONCAT(`id`, RAND()), 256), 1, 4), '-', SUBSTRING(SHA2(CONCAT(RAND(), `id`), 256), 1, 4)))
WHERE `reference` IS NULL;

-- A change that a family asked for before follows the same steps, under its own id and reference.
INSERT INTO `family_request` (`id`, `reference`, `kind`, `channel`, `household_id`, `account_id`, `child_id`, `object_kind`, `object_id`, `state`, `received_at`, `decided_at`, `closed_at`, `outcome`)
SELECT `id`, `reference`, 'change', 'portal', `household_id`, `account_id`, `child_id`, 'change-request', `id`,
  CASE `state` WHEN 'submitted' THEN 'received' WHEN 'withdrawn' THEN 'closed' ELSE 'decided' END,
  `created_at`, `decided_at`, IF(`state` = 'withdrawn', `decided_at`, NULL), IF(`state` = 'submitted', NULL, `state`)
FROM `change_request`;

ALTER TABLE `family_request`
  MODIFY `reference` VARCHAR(20) NOT NULL,
  ADD UNIQUE INDEX `family_request_reference_key` (`reference`);

ALTER TABLE `family_request_entry`
  ADD COLUMN `title` VARCHAR(200) NULL,
  ADD COLUMN `template_id` CHAR(36) NULL;

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
  UNIQUE INDEX `request_proposal_request_id_version_key` (`request_id`, `version`),
  CONSTRAINT `request_proposal_request_id_fkey` FOREIGN KEY (`request_id`) REFERENCES `family_request` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT
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
