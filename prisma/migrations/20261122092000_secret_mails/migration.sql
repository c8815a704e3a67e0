-- A mail that carries a link or a code that opens something: outside the demonstration nobody at the office reads it, and it is emptied once sent.

ALTER TABLE `mail_outbox` ADD COLUMN `is_secret` BOOLEAN NOT NULL DEFAULT false;

-- Those that wait or were sent before are known by the link or the code that they carry.
UPDATE `mail_outbox` SET `is_secret` = true WHERE `text` LIKE '%?code=%' OR `text` REGEXP '(^|[^0-9])[0-9]{4} [0-9]{4}([^0-9]|$)';
