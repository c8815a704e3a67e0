-- A charge's key names the rule, the child, the span and the household that it stands for.

ALTER TABLE `charge` MODIFY COLUMN `source_key` VARCHAR(400) NOT NULL;
