-- A household whose time is over keeps its row, for the accounts that name it by id, and nothing of its people.
ALTER TABLE `household` ADD COLUMN `erased_at` DATETIME(3) NULL AFTER `closed_at`;
