-- The wishes of an order that were refused, each with its reason: the confirmation page shows them long after.
ALTER TABLE `booking_order` ADD COLUMN `refused` JSON NULL AFTER `delta_cents`;
