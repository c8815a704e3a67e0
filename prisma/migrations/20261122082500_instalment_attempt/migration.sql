-- An attempt may pay the next instalment of a payment plan: its money is shared over the plan's invoices.

ALTER TABLE `payment_attempt` ADD COLUMN `plan_id` CHAR(36) NULL;
