/** Before each file of database tests: this worker's own schema, empty, and settings in place before any module reads them. */
import { inject } from "vitest";
import { type AccountName, urlOf } from "../../scripts/private-database/accounts";
import { prepareSchema, workerSchema } from "./build";

const { place, passwords, folder } = inject("server");
const schema = workerSchema(process.env.VITEST_POOL_ID ?? 1);
const address = (account: AccountName) => urlOf(account, place, passwords, schema);

Object.assign(process.env, {
  DATABASE_URL: address("app"),
  DATABASE_SEALER_URL: address("sealer"),
  DATABASE_ERASER_URL: address("eraser"),
  DATABASE_OWNER_URL: address("owner"),
  NEXTAUTH_SECRET: "database-tests-sign-nothing-that-matters",
  PORTAIL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64"),
  PORTAIL_MAC_KEY: Buffer.alloc(32, 2).toString("base64"),
  PORTAIL_DATA: `${folder}/${schema}`,
  PORTAIL_TEST: "1",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "fatal",
});

await prepareSchema(address("owner"), schema);
