-- What the treasury asks of a debtor beyond a name and an address: the civility, and the country of an address abroad (facts: treasury §3.2).
ALTER TABLE `payer`
  ADD COLUMN `civility` VARCHAR(3) NULL AFTER `name`,
  ADD COLUMN `country_code` CHAR(3) NULL AFTER `city`;
