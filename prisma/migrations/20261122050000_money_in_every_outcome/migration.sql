-- Money in every outcome: credits, reminders, plans, write-offs, refunds, slips, mandates, statements, controls, cases; requests; destructions by date.

ALTER TABLE `regie` ADD COLUMN `settings` JSON NULL AFTER `name`;

ALTER TABLE `ledger_line`
  ADD COLUMN `credit_id` CHAR(36) NULL AFTER `invoice_id`,
  ADD INDEX `ledger_line_credit_id_idx` (`credit_id`);

ALTER TABLE `invoice_run`
  ADD COLUMN `asked_at` DATETIME(3) NULL AFTER `issued_by_id`,
  ADD COLUMN `asked_by_id` CHAR(36) NULL AFTER `asked_at`;

ALTER TABLE `invoice_line` ADD COLUMN `corrects_line_id` CHAR(36) NULL AFTER `amount_cents`;

ALTER TABLE `payment_attempt`
  MODIFY COLUMN `means` ENUM('card', 'debit', 'cash', 'cheque', 'transfer', 'cesu', 'voucher', 'sepa') NULL;

ALTER TABLE `receipt`
  MODIFY COLUMN `means` ENUM('card', 'debit', 'cash', 'cheque', 'transfer', 'cesu', 'voucher', 'sepa') NOT NULL,
  ADD COLUMN `reference` VARCHAR(140) NULL AFTER `cheque_issuer`,
  ADD COLUMN `deposit_id` CHAR(36) NULL AFTER `lot_id`,
  ADD INDEX `receipt_deposit_id_idx` (`deposit_id`);

ALTER TABLE `treasury_lot` ADD COLUMN `kind` VARCHAR(12) NOT NULL DEFAULT 'receipts' AFTER `until`;

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

CREATE TABLE `family_request` (
  `id` CHAR(36) NOT NULL,
  `kind` VARCHAR(30) NOT NULL,
  `channel` VARCHAR(12) NOT NULL DEFAULT 'portal',
  `household_id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NULL,
  `child_id` CHAR(36) NULL,
  `regie_id` CHAR(36) NULL,
  `object_kind` VARCHAR(20) NULL,
  `object_id` CHAR(36) NULL,
  `about` JSON NULL,
  `state` ENUM('received', 'acknowledged', 'waiting_family', 'in_study', 'proposal', 'decided', 'closed', 'reopened') NOT NULL,
  `received_at` DATETIME(3) NOT NULL,
  `due_on` DATE NULL,
  `assigned_to_id` CHAR(36) NULL,
  `decided_at` DATETIME(3) NULL,
  `closed_at` DATETIME(3) NULL,
  `outcome` VARCHAR(30) NULL,
  `effect_kind` VARCHAR(20) NULL,
  `effect_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  INDEX `family_request_household_id_received_at_idx` (`household_id`, `received_at`),
  INDEX `family_request_state_due_on_idx` (`state`, `due_on`),
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
  `text` TEXT NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `family_request_entry_request_id_at_idx` (`request_id`, `at`)
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

ALTER TABLE `debit_item` ADD CONSTRAINT `debit_item_batch_id_fkey` FOREIGN KEY (`batch_id`) REFERENCES `debit_batch` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE `plan_instalment` ADD CONSTRAINT `plan_instalment_plan_id_fkey` FOREIGN KEY (`plan_id`) REFERENCES `payment_plan` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE `plan_invoice` ADD CONSTRAINT `plan_invoice_plan_id_fkey` FOREIGN KEY (`plan_id`) REFERENCES `payment_plan` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE `family_request_entry` ADD CONSTRAINT `family_request_entry_request_id_fkey` FOREIGN KEY (`request_id`) REFERENCES `family_request` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE `statement_line` ADD CONSTRAINT `statement_line_import_id_fkey` FOREIGN KEY (`import_id`) REFERENCES `statement_import` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE `treasury_lot_file` ADD CONSTRAINT `treasury_lot_file_lot_id_fkey` FOREIGN KEY (`lot_id`) REFERENCES `treasury_lot` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE `treasury_claim` ADD CONSTRAINT `treasury_claim_lot_id_fkey` FOREIGN KEY (`lot_id`) REFERENCES `treasury_lot` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE TRIGGER `reminder_no_update` BEFORE UPDATE ON `reminder` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'reminder is append-only';

CREATE TRIGGER `reminder_no_delete` BEFORE DELETE ON `reminder` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'reminder is append-only';

CREATE TRIGGER `write_off_no_update` BEFORE UPDATE ON `write_off` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'write_off is append-only';

CREATE TRIGGER `write_off_no_delete` BEFORE DELETE ON `write_off` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'write_off is append-only';

CREATE TRIGGER `deposit_slip_no_update` BEFORE UPDATE ON `deposit_slip` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'deposit_slip is append-only';

CREATE TRIGGER `deposit_slip_no_delete` BEFORE DELETE ON `deposit_slip` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'deposit_slip is append-only';

CREATE TRIGGER `remittance_no_update` BEFORE UPDATE ON `remittance` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'remittance is append-only';

CREATE TRIGGER `remittance_no_delete` BEFORE DELETE ON `remittance` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'remittance is append-only';

CREATE TRIGGER `treasury_lot_file_no_update` BEFORE UPDATE ON `treasury_lot_file` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'treasury_lot_file is append-only';

CREATE TRIGGER `treasury_lot_file_no_delete` BEFORE DELETE ON `treasury_lot_file` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'treasury_lot_file is append-only';

CREATE TRIGGER `debit_batch_no_update` BEFORE UPDATE ON `debit_batch` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'debit_batch is append-only';

CREATE TRIGGER `debit_batch_no_delete` BEFORE DELETE ON `debit_batch` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'debit_batch is append-only';

CREATE TRIGGER `statement_import_no_update` BEFORE UPDATE ON `statement_import` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'statement_import is append-only';

CREATE TRIGGER `statement_import_no_delete` BEFORE DELETE ON `statement_import` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'statement_import is append-only';
