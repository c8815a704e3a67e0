-- When the family of a wish got its answer: each household is answered in a transaction of its own, once.
ALTER TABLE `draw_wish` ADD COLUMN `answered_at` DATETIME(3) NULL AFTER `withdrawn_at`;

-- A child of two homes may be wished for by each of them, for the days spent there.
ALTER TABLE `draw_wish`
  ADD UNIQUE INDEX `draw_wish_draw_id_child_id_household_id_live_key` (`draw_id`, `child_id`, `household_id`, `live`),
  DROP INDEX `draw_wish_draw_id_child_id_live_key`;
