-- The lines of an issued invoice stay frozen, but for one thing: once its household was erased, the child's name, class and school leave them.
-- What the accounts ask for (dates, quantities, prices, amounts) cannot change with it.

DROP TRIGGER `invoice_line_frozen_update`;

CREATE TRIGGER `invoice_line_frozen_update` BEFORE UPDATE ON `invoice_line` FOR EACH ROW
IF (SELECT `state` FROM `invoice` WHERE `id` = OLD.`invoice_id`) = 'issued' AND NOT (NEW.`child_name` IS NULL AND NEW.`detail` <=> JSON_REMOVE(OLD.`detail`, '$.grade', '$.site') AND NEW.`id` <=> OLD.`id` AND NEW.`invoice_id` <=> OLD.`invoice_id` AND NEW.`position` <=> OLD.`position` AND NEW.`child_id` <=> OLD.`child_id` AND NEW.`activity_id` <=> OLD.`activity_id` AND NEW.`product_code` <=> OLD.`product_code` AND NEW.`label_fr` <=> OLD.`label_fr` AND NEW.`label_en` <=> OLD.`label_en` AND NEW.`quantity` <=> OLD.`quantity` AND NEW.`unit_cents` <=> OLD.`unit_cents` AND NEW.`amount_cents` <=> OLD.`amount_cents` AND NEW.`corrects_line_id` <=> OLD.`corrects_line_id` AND EXISTS (SELECT 1 FROM `invoice` i JOIN `household` h ON h.`id` = i.`household_id` WHERE i.`id` = OLD.`invoice_id` AND h.`erased_at` IS NOT NULL)) THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the lines of an issued invoice are frozen';
END IF;
