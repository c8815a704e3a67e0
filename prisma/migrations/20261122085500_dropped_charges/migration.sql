-- Amounts too small for an invoice that the rules drop: never carried to a later month.

ALTER TABLE `charge` ADD COLUMN `dropped_on` DATE NULL;
