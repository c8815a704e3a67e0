/**
 * What the journal costs and how fast it is sealed, proved and verified (issue 5, "Speed"), on a private MariaDB of its own.
 * `npm run bench -- journal [EVENTS]`: EVENTS are verified at the end, 100,000 when nothing is said; 1,000,000 takes minutes to write.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareSchema } from "../../../prisma/testing/build";
import { newPasswords, urlOf } from "../../private-database/accounts";
import { startInstance } from "../../private-database/instance";

export async function benchJournal(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "portail-bench-"));
  const passwords = newPasswords();
  const instance = await startInstance({ folder: join(folder, "db"), passwords, throwaway: true, say: console.log });
  try {
    const schema = "portail_bench";
    const address = (account: "app" | "sealer" | "eraser" | "owner") => urlOf(account, instance, passwords, schema);
    await prepareSchema(address("owner"), schema);
    Object.assign(process.env, {
      DATABASE_URL: address("app"),
      DATABASE_SEALER_URL: address("sealer"),
      DATABASE_ERASER_URL: address("eraser"),
      NEXTAUTH_SECRET: "a-measure-signs-nothing-that-matters",
      PORTAIL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64"),
      PORTAIL_MAC_KEY: Buffer.alloc(32, 2).toString("base64"),
      PORTAIL_DATA: folder,
      PORTAIL_TEST: "1",
      LOG_LEVEL: "error",
    });
    const { measureJournal } = await import("./measures");
    await measureJournal(Number(args[0] ?? 100_000));
  } finally {
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
