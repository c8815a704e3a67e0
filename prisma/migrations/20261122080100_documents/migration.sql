-- Supporting documents: kinds, who must give them, what was given, and the public keys they are encrypted to.

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

ALTER TABLE `document_need` ADD CONSTRAINT `document_need_kind_id_fkey` FOREIGN KEY (`kind_id`) REFERENCES `document_kind` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document` ADD CONSTRAINT `document_kind_id_fkey` FOREIGN KEY (`kind_id`) REFERENCES `document_kind` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document` ADD CONSTRAINT `document_household_id_fkey` FOREIGN KEY (`household_id`) REFERENCES `household` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document` ADD CONSTRAINT `document_child_id_fkey` FOREIGN KEY (`child_id`) REFERENCES `child` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE `document_page` ADD CONSTRAINT `document_page_document_id_fkey` FOREIGN KEY (`document_id`) REFERENCES `document` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Kinds to begin with; the office changes them as it likes and says which it asks for.
INSERT INTO `document_kind` (`id`, `code`, `name_fr`, `name_en`, `help_fr`, `help_en`, `subject`, `validity`, `is_shared`, `is_attached`, `destroy_days`, `position`, `is_open`) VALUES
  ('00000000-0000-7000-8000-00000000d001', 'vaccination', 'Vaccinations à jour', 'Vaccination record', 'La page « vaccinations » du carnet de santé, avec le nom de l’enfant.', 'The vaccination page of the health record, with the child’s name.', 'child', '{"lasts":"stated"}', 1, 0, 7, 1, 1),
  ('00000000-0000-7000-8000-00000000d002', 'assurance', 'Assurance scolaire', 'School insurance', 'L’attestation d’assurance de l’année scolaire, avec le nom de l’enfant.', 'The insurance certificate for the school year, with the child’s name.', 'child', '{"lasts":"school-year"}', 1, 0, 7, 2, 1),
  ('00000000-0000-7000-8000-00000000d003', 'pai', 'Projet d’accueil individualisé (PAI)', 'Individual care plan (PAI)', 'Le PAI signé. Il dit ce qui aide l’enfant, sans nommer la maladie.', 'The signed care plan. It says what helps the child, without naming the illness.', 'child', '{"lasts":"stated"}', 1, 0, 7, 3, 1),
  ('00000000-0000-7000-8000-00000000d004', 'domicile', 'Justificatif de domicile', 'Proof of address', 'Une facture ou un avis de moins de trois mois, à votre nom.', 'A bill or notice less than three months old, in your name.', 'household', '{"lasts":"school-year","freshMonths":3}', 0, 0, 7, 4, 1),
  ('00000000-0000-7000-8000-00000000d005', 'revenus', 'Justificatif de revenus', 'Proof of income', 'L’attestation de quotient familial, ou votre dernier avis d’impôt.', 'The quotient certificate, or your last tax notice.', 'household', '{"lasts":"months","months":12}', 0, 0, 7, 5, 1),
  ('00000000-0000-7000-8000-00000000d006', 'garde', 'Décision sur la garde', 'Custody decision', 'Le jugement ou la convention, en entier. Seules les affaires scolaires l’ouvrent.', 'The whole judgment or agreement. Only the school office opens it.', 'child', '{"lasts":"unlimited"}', 0, 0, 7, 6, 1),
  ('00000000-0000-7000-8000-00000000d007', 'absence', 'Justificatif d’absence', 'Proof of absence', 'Un certificat médical ou une attestation, avec les dates.', 'A medical certificate or statement, with the dates.', 'child', '{"lasts":"unlimited"}', 0, 1, 7, 7, 1),
  ('00000000-0000-7000-8000-00000000d008', 'piece-jointe', 'Pièce jointe à une demande', 'Attachment to a request', 'Ce qui aide à comprendre votre demande.', 'Whatever helps us understand your request.', 'household', '{"lasts":"unlimited"}', 0, 1, 7, 8, 1);
