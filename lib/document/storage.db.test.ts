/** Nothing of what a document says is anywhere on the server: tables as a dump sees them, the store, the files beside it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { rowsOf, withConnection } from "@/prisma/connection";
import { aStaffAccount } from "@/prisma/fixtures";
import {
  aDocumentKind,
  asStaff,
  deposited,
  type Person,
  putInForce,
  type SomeKeys,
  someKeys,
} from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { decideDocument } from "./commands-office";
import { openedDocument } from "./queries-office";

let camille: Person;
let keys: SomeKeys;
let kindId: string;
let head: { id: string; role: "responsable" };

beforeAll(async () => {
  camille = await family(await town());
  head = { id: (await aStaffAccount(db(), "responsable")).id, role: "responsable" };
  keys = await someKeys();
  await putInForce(keys, head);
  kindId = (await aDocumentKind()).id;
}, 180_000);

describe("what a document says", () => {
  it("stands in no table, no file and no line of the journal, in plain or in base64", async () => {
    const canary = "CANARI-sante-9f3b-ne-doit-jamais-paraitre";
    const documentId = await deposited(camille, kindId, { keys, plain: new TextEncoder().encode(canary) });
    await asStaff(head, (context, scope) => openedDocument(context, scope, documentId));
    await asStaff(head, (context, scope) =>
      decideDocument(context, { verdict: "refuse", documentId, motive: "Illisible" }, scope),
    );
    const marks = [canary, Buffer.from(canary).toString("base64url"), Buffer.from(canary).toString("hex")];
    const dump = await everyTable(process.env.DATABASE_OWNER_URL ?? "");
    expect(dump.size).toBeGreaterThan(50);
    for (const [name, rows] of dump) for (const mark of marks) expect(rows.includes(mark), name).toBe(false);
    const folder = fileURLToPath(env().DOCUMENTS_URL);
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of [...files, ...filesIn(env().PORTAIL_DATA)])
      for (const mark of marks) expect(readFileSync(file, "latin1").includes(mark), file).toBe(false);
  });
});

/** As a dump sees it: each table as text, bytes as they are. */
function everyTable(owner: string): Promise<Map<string, string>> {
  const asText = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && "type" in value && value.type === "Buffer"
      ? Buffer.from((value as unknown as { data: number[] }).data).toString("latin1")
      : value;
  return withConnection(owner, async (connection) => {
    const tables = await rowsOf<{ name: string }>(
      connection,
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
    );
    const dump = new Map<string, string>();
    for (const { name } of tables)
      dump.set(name, JSON.stringify(await rowsOf(connection, `SELECT * FROM \`${name}\``), asText));
    return dump;
  });
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return names.filter((name) => statSync(name).isFile());
}
