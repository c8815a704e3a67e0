import { expect, it } from "vitest";
import { aliasBehind } from "@/lib/evidence/pseudonyms";
import { openBody } from "@/lib/evidence/queries";
import { db, transaction } from "@/lib/server/db";
import { contextFor } from "@/prisma/fixtures";
import { saveLogo } from "./commands-logo";

const png = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  ),
);

/** What the latest event says, opened. */
async function lastBody() {
  const { id } = await db().auditEvent.findFirstOrThrow({
    where: { type: "setting.changed" },
    orderBy: { id: "desc" },
  });
  const part = await db().auditPart.findUniqueOrThrow({ where: { eventId_part: { eventId: id, part: "body" } } });
  return transaction(async (tx) => openBody(await aliasBehind(tx, null), part.payload, id).body);
}

const save = (bytes: Uint8Array | null) => transaction((tx) => saveLogo(contextFor(tx, null), bytes));
const written = async () => {
  const rows = await db().setting.findMany({
    where: { section: { in: ["logo", "look"] } },
    orderBy: { section: "asc" },
  });
  return rows.map(({ section }) => section);
};

it("names both sections that it writes in its one event, and so does going back to the drawn mark", async () => {
  expect(await save(png)).toEqual({ ok: true });
  expect(await written()).toEqual(["logo", "look"]);
  const logo = { src: expect.stringMatching(/^\/api\/logo\?v=/), width: 40, height: 40 };
  expect(await lastBody()).toMatchObject({ section: "logo", shown: { section: "look", logo } });
  expect(await save(null)).toEqual({ ok: true });
  expect(await lastBody()).toEqual({ section: "logo", sha256: null, shown: { section: "look", logo: null } });
});
