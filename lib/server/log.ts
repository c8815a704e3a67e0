/** Structured logs, without personal data: ids and codes only. One line of JSON each. */
import pino, { type Logger } from "pino";

let logger: Logger | undefined;

export function log(): Logger {
  logger ??= pino({
    level: process.env.LOG_LEVEL ?? "info",
    base: null,
    redact: { paths: ["email", "password", "secret", "*.email", "*.password", "*.secret"], censor: "[hidden]" },
  });
  return logger;
}
