-- What PayFiP says it received, beside what was asked: the three-way control compares its word, not ours.

ALTER TABLE `payment_attempt` ADD COLUMN `answered_cents` INTEGER NULL AFTER `amount_cents`;
