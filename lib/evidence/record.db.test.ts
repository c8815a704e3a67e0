import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { type Context, contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { as } from "@/prisma/testing";
import { type Event, record, recordAll } from "./record";
import { commitment } from "./tlog/leaf";
import { canonical } from "./tlog/strict/canonical";
import { decrypt } from "./vault";

const now = new Date("2026-11-23T08:47:12.345Z");
const parent = { accountId: newId(), role: "parent" as const };
const net = { ip: "192.0.2.7", userAgent: "Mozilla/5.0" };
const household = { kind: "household" as const, id: newId() };

function inContext<Value>(work: (context: Context) => Promise<Value>): Promise<Value> {
  return transaction((tx) => work(contextOf(tx, now, { actor: parent, channel: "portal", net })));
}

function aBooking(): Event {
  const object = { kind: "booking", id: newId() };
  return { type: "booking.created", subject: household, object, body: { day: "2026-12-07", cents: 280 } };
}

describe("recording an event", () => {
  it("writes a leaf without a name, an amount or an account id, and a pending row", async () => {
    const booking = aBooking();
    const id = await inContext((context) => record(context, booking));
    const row = await db().auditEvent.findUniqueOrThrow({ where: { id } });
    const leaf = JSON.parse(Buffer.from(row.leaf).toString());
    expect(leaf).toMatchObject({ v: 1, id, at: now.toISOString(), type: "booking.created", role: "parent" });
    expect(leaf.object).toBe(`booking/${booking.object.id}`);
    expect(Buffer.from(row.leaf).toString()).toBe(canonical(leaf));
    expect([leaf.actor, leaf.subject]).not.toContain(parent.accountId);
    expect([row.type, row.actor, row.subject, row.object]).toEqual([leaf.type, leaf.actor, leaf.subject, leaf.object]);
    const [pending] = await as("owner", (sql) =>
      sql.query("SELECT event_id FROM audit_pending WHERE event_id = ?", [id]),
    );
    expect(pending).toHaveLength(1);
  });

  it("writes nothing more under a pseudonym that another process erased meanwhile", async () => {
    const subject = { kind: "household" as const, id: newId() };
    const write = async () => {
      const id = await inContext((context) => record(context, { ...aBooking(), subject }));
      return (await db().auditEvent.findUniqueOrThrow({ where: { id } })).subject ?? "";
    };
    const first = await write();
    expect(await write()).toBe(first);
    await as("eraser", async (connection) => {
      for (const table of ["data_key", "pseudonym"])
        await connection.query(`DELETE FROM ${table} WHERE pseudonym = ?`, [first]);
    });
    const next = await write();
    expect(next).not.toBe(first);
    expect(await db().dataKey.count({ where: { pseudonym: next } })).toBe(1);
    expect(await write()).toBe(next);
  });

  it("commits to parts that open with the subject's key only, and to nothing else", async () => {
    const id = await inContext((context) => record(context, aBooking()));
    const row = await db().auditEvent.findUniqueOrThrow({ where: { id } });
    const leaf = JSON.parse(Buffer.from(row.leaf).toString());
    const { wrapped } = await db().dataKey.findUniqueOrThrow({ where: { pseudonym: leaf.subject } });
    const key = decrypt(Buffer.from(env().PORTAIL_MASTER_KEY, "base64"), wrapped, leaf.subject);
    const parts = await db().auditPart.findMany({ where: { eventId: id }, orderBy: { part: "asc" } });
    expect(parts.map((part) => part.part)).toEqual(["body", "net"]);
    for (const part of parts) {
      const payload = JSON.parse(decrypt(key, part.payload, `${id}/${part.part}`).toString());
      expect(commitment(part.salt, part.part, id, payload)).toBe(leaf.c[part.part]);
      expect(() => decrypt(key, part.payload, `${newId()}/${part.part}`)).toThrow();
    }
    expect(parts.map((part) => part.expiresAt?.toISOString().slice(0, 10))).toEqual(["2036-11-23", "2027-11-23"]);
  });

  it("guards the row until it is sealed", async () => {
    const id = await inContext((context) => record(context, aBooking()));
    const row = await db().auditEvent.findUniqueOrThrow({ where: { id } });
    const mac = createHmac("sha256", Buffer.from(env().PORTAIL_MAC_KEY, "base64")).update(row.leaf).digest();
    expect(Buffer.from(row.mac).equals(mac)).toBe(true);
  });

  it("leaves nothing when the change it tells of is rolled back", async () => {
    const before = await db().auditEvent.count();
    const failing = inContext(async (context) => {
      await recordAll(context, [aBooking(), aBooking()]);
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    expect(await db().auditEvent.count()).toBe(before);
  });

  it("takes the change down with it when the trace can't be written", async () => {
    const failing = inContext(async (context) => {
      await context.tx.setting.create({ data: { section: "trial", value: {}, updatedAt: now } });
      await record(context, { ...aBooking(), body: { cents: 2.5 } });
    });
    await expect(failing).rejects.toThrow("safe integer");
    expect(await db().setting.count({ where: { section: "trial" } })).toBe(0);
  });

  it("gives twenty writers at once the same pseudonym for the same household", async () => {
    const subject = { kind: "household" as const, id: newId() };
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => inContext((context) => record(context, { ...aBooking(), subject }))),
    );
    const rows = await db().auditEvent.findMany({ where: { id: { in: ids } }, select: { subject: true } });
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map((row) => row.subject)).size).toBe(1);
  });
});
