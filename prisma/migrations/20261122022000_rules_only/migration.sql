-- Limits, prices and holidays are in the versions of the rules: their old places go.

DROP TABLE `tariff_version`;
DROP TABLE `holiday`;
ALTER TABLE `activity` DROP COLUMN `book_cut_off`, DROP COLUMN `cancel_cut_off`;
