-- A direct debit that bounces takes its receipt back by another receipt, below zero; nothing is ever edited or deleted.

ALTER TABLE `receipt`
  ADD COLUMN `corrects_id` CHAR(36) NULL AFTER `attempt_id`,
  ADD UNIQUE INDEX `receipt_corrects_id_key` (`corrects_id`),
  DROP CONSTRAINT `receipt_amount_check`,
  ADD CONSTRAINT `receipt_sign_check` CHECK ((`corrects_id` IS NULL) = (`amount_cents` > 0) AND `amount_cents` <> 0);
