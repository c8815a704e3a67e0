-- A whole year of the journal may go when its time is over, and nothing else: the account that owns the tables names the log for the time of its
-- connection, and the guards let the rows of that log go. They are never put aside, so that a destruction that is cut off leaves them standing.

DROP TRIGGER `audit_event_no_delete`;

CREATE TRIGGER `audit_event_no_delete` BEFORE DELETE ON `audit_event` FOR EACH ROW
IF NOT EXISTS (SELECT 1 FROM `audit_leaf` WHERE `event_id` = OLD.`id` AND `log` = CONVERT(@portail_year_over USING utf8mb4) COLLATE utf8mb4_unicode_ci) THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_event is append-only';
END IF;

DROP TRIGGER `audit_leaf_no_delete`;

CREATE TRIGGER `audit_leaf_no_delete` BEFORE DELETE ON `audit_leaf` FOR EACH ROW
IF NOT (OLD.`log` <=> CONVERT(@portail_year_over USING utf8mb4) COLLATE utf8mb4_unicode_ci) THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_leaf is append-only';
END IF;

DROP TRIGGER `audit_checkpoint_no_delete`;

CREATE TRIGGER `audit_checkpoint_no_delete` BEFORE DELETE ON `audit_checkpoint` FOR EACH ROW
IF NOT (OLD.`log` <=> CONVERT(@portail_year_over USING utf8mb4) COLLATE utf8mb4_unicode_ci) THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_checkpoint is append-only';
END IF;
