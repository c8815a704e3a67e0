-- Many days are taken in one conditional statement; the mark says which of them were had when some were full.
ALTER TABLE `activity_day` ADD COLUMN `moved_by` CHAR(36) NULL AFTER `taken`;
