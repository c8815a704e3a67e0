-- The whole sheet of a day is locked when it is invoiced, not each mark: a booked child without a mark is invoiced too.
ALTER TABLE `activity_day` ADD COLUMN `attendance_locked_at` DATETIME(3) NULL;

ALTER TABLE `attendance` DROP COLUMN `locked_at`;

ALTER TABLE `invoice_run` ADD COLUMN `findings` JSON NULL;

-- A month has one open run, made afresh by each preparation: the moment no longer tells runs apart.
DROP INDEX `invoice_run_regie_id_month_created_at_key` ON `invoice_run`;

CREATE INDEX `invoice_run_regie_id_month_idx` ON `invoice_run` (`regie_id`, `month`);
