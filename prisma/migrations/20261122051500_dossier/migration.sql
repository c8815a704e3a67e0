-- Dossiers de preuve: asked for, made by the worker, readable by who asked until they expire.
CREATE TABLE `dossier` (
  `id` CHAR(36) NOT NULL,
  `account_id` CHAR(36) NOT NULL,
  `audience` VARCHAR(10) NOT NULL,
  `wish` JSON NOT NULL,
  `state` ENUM('asked', 'ready', 'empty') NOT NULL,
  `lines` INTEGER NOT NULL DEFAULT 0,
  `content` LONGBLOB NULL,
  `pdf` LONGBLOB NULL,
  `created_at` DATETIME(3) NOT NULL,
  `ready_at` DATETIME(3) NULL,
  `expires_on` DATE NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `dossier_account_id_created_at_idx` (`account_id`, `created_at`),
  INDEX `dossier_expires_on_idx` (`expires_on`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
