-- A child of two households has two lists of contacts and pick-up persons: each parent reads their own.
ALTER TABLE `emergency_contact` ADD COLUMN `household_id` CHAR(36) NULL AFTER `child_id`;
ALTER TABLE `pickup_person` ADD COLUMN `household_id` CHAR(36) NULL AFTER `child_id`;
