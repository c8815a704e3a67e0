-- Badges of the gate: a random code that says nothing of the child; revoked, never reused.
CREATE TABLE `child_badge` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `code` CHAR(16) NOT NULL,
  `issued_at` DATETIME(3) NOT NULL,
  `issued_by_id` CHAR(36) NOT NULL,
  `revoked_at` DATETIME(3) NULL,
  `revoked_by_id` CHAR(36) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `child_badge_code_key` (`code`),
  INDEX `child_badge_child_id_idx` (`child_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Stops of a bus line, by direction.
CREATE TABLE `bus_stop` (
  `id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `direction` ENUM('outward', 'homeward') NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `time` CHAR(5) NOT NULL,
  `position` INTEGER NOT NULL,
  `removed_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `bus_stop_activity_id_direction_position_idx` (`activity_id`, `direction`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Where a child gets on or off, by direction and weekday; a change is a new row.
CREATE TABLE `bus_ride` (
  `id` CHAR(36) NOT NULL,
  `child_id` CHAR(36) NOT NULL,
  `activity_id` CHAR(36) NOT NULL,
  `direction` ENUM('outward', 'homeward') NOT NULL,
  `stop_id` CHAR(36) NOT NULL,
  `weekdays` JSON NOT NULL,
  `since` DATE NOT NULL,
  `until` DATE NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  `recorded_by_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `bus_ride_activity_id_direction_idx` (`activity_id`, `direction`),
  INDEX `bus_ride_child_id_idx` (`child_id`),
  INDEX `bus_ride_stop_id_idx` (`stop_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `bus_ride` ADD CONSTRAINT `bus_ride_stop_id_fkey` FOREIGN KEY (`stop_id`) REFERENCES `bus_stop` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT;
