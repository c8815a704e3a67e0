/** Keeps open payments over a restart, in one JSON file that is replaced whole. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Payment } from "./bank";

export type Store = { payments: Map<string, Payment>; save(): void };

/** Without a file everything lives in memory. A file that cannot be read is an error: it is never overwritten by guess. */
export function openStore(file: string | undefined): Store {
  const payments = new Map<string, Payment>();
  if (!file) return { payments, save: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  let written = existsSync(file) ? readFileSync(file, "utf8") : "[]";
  for (const payment of JSON.parse(written) as Payment[]) payments.set(payment.key, payment);
  return {
    payments,
    save() {
      const text = JSON.stringify([...payments.values()]);
      if (text === written) return;
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
      written = text;
    },
  };
}
