-- The worklist and its counts are read from one index alone, however many requests there are; it begins as the one it replaces.

ALTER TABLE `family_request`
  ADD INDEX `family_request_worklist_idx` (`state`, `due_on`, `kind`, `child_id`, `household_id`, `assigned_to_id`, `team_id`),
  DROP INDEX `family_request_state_due_on_idx`;
