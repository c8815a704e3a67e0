-- How a refund ended: the day the money went back, or why it did not.
ALTER TABLE `refund`
  ADD COLUMN `motive` TEXT NULL AFTER `reference`,
  ADD COLUMN `paid_on` DATE NULL AFTER `motive`;
