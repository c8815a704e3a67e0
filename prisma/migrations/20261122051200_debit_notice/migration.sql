-- What a family was told before a direct debit: which invoice, how much, on which day.

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
  UNIQUE INDEX `debit_notice_invoice_id_collect_on_key` (`invoice_id`, `collect_on`),
  INDEX `debit_notice_regie_id_collect_on_idx` (`regie_id`, `collect_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TRIGGER `debit_notice_no_update` BEFORE UPDATE ON `debit_notice` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'debit_notice is append-only';

CREATE TRIGGER `debit_notice_no_delete` BEFORE DELETE ON `debit_notice` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'debit_notice is append-only';
