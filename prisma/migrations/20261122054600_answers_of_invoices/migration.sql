-- Credit notes are found by the invoice that they correct, and their reason is as frozen as the rest.

ALTER TABLE `invoice` ADD INDEX `invoice_corrects_id_idx` (`corrects_id`);

DROP TRIGGER `invoice_frozen_update`;

CREATE TRIGGER `invoice_frozen_update` BEFORE UPDATE ON `invoice` FOR EACH ROW
IF OLD.`state` = 'issued' AND NOT (OLD.`regie_id` <=> NEW.`regie_id` AND OLD.`kind` <=> NEW.`kind` AND OLD.`state` <=> NEW.`state` AND OLD.`year` <=> NEW.`year` AND OLD.`number` <=> NEW.`number` AND OLD.`refdet` <=> NEW.`refdet` AND OLD.`month` <=> NEW.`month` AND OLD.`household_id` <=> NEW.`household_id` AND OLD.`payer_id` <=> NEW.`payer_id` AND OLD.`total_cents` <=> NEW.`total_cents` AND OLD.`issued_on` <=> NEW.`issued_on` AND OLD.`issued_at` <=> NEW.`issued_at` AND OLD.`due_on` <=> NEW.`due_on` AND OLD.`corrects_id` <=> NEW.`corrects_id` AND OLD.`reason` <=> NEW.`reason` AND OLD.`recipient` <=> NEW.`recipient`) THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an issued invoice is frozen';
END IF;
