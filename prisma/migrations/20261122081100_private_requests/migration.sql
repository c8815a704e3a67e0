-- A request between one person and the commune is not read by the other adults of the household.
ALTER TABLE `family_request` ADD COLUMN `is_private` BOOLEAN NOT NULL DEFAULT false;
