/** The draft of the rules on a real database: two agents at once, faults that close the publication, and what is left in the journal. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { publishRules } from "@/lib/activity/commands-rules";
import { write } from "@/lib/editor/rules-fields";
import { type Section, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { journalOf } from "@/prisma/fixtures";
import { discardDraft, editRule, moveRule, startDraft } from "./commands";
import { importFile } from "./commands-import";
import { publishDraft } from "./commands-publish";
import { draftOf } from "./queries";
import { fingerprint, rulesIn } from "./rules-document";

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const textOf = (id: string) => readFileSync(`docs/communes/${id}.json`, "utf8");
const prices = sectionOf("prix") as Section;

const started = () => transaction((tx) => startDraft(systemContext(tx, at("08:00:00.000"))));
const draft = async () => {
  const found = await draftOf(db());
  if (!found) throw new Error("There is a draft");
  return found;
};
const priceAt = async (index: number) => rulesIn((await draft()).document, prices)[index] as Record<string, unknown>;

/** The form of a price as an agent had it drawn, sent with another amount. */
async function formOf(index: number, price: number) {
  const rule = await priceAt(index);
  const f = write(shapeOfSection(prices), { ...rule, price });
  return { section: "prix", index, base: fingerprint(rule), do: "", f };
}
const send = (form: Awaited<ReturnType<typeof formOf>>, time: string) =>
  transaction((tx) => editRule(systemContext(tx, at(time)), form));

beforeEach(async () => {
  await db().rulesDraft.deleteMany();
  if ((await db().rulesVersion.count()) > 0) return;
  const file = communeFileSchema.parse(JSON.parse(textOf("roncq")));
  await transaction((tx) =>
    publishRules(systemContext(tx, at("07:00:00.000")), { file, label: "En vigueur", since: "2026-09-01" }),
  );
});

describe("the draft of the rules", () => {
  it("is one for the commune, begun from the version in force", async () => {
    expect(await Promise.all([started(), started()])).toEqual([{ ok: true }, { ok: true }]);
    expect(await db().rulesDraft.count()).toBe(1);
    expect((await draft()).file).toEqual(communeFileSchema.parse(JSON.parse(textOf("roncq"))));
  });

  it("tells the second of two agents that the rule changed, and keeps what was typed", async () => {
    await started();
    const [one, other] = [await formOf(0, 111), await formOf(0, 222)];
    expect(await send(one, "08:01:00.000")).toMatchObject({ ending: "saved" });
    const told = await send(other, "08:02:00.000");
    expect(told).toMatchObject({ ending: "changed", fields: other.f });
    expect((await priceAt(0)).price).toBe(111);
    const again = { ...other, base: told.ok ? told.base : "" };
    expect(await send(again, "08:03:00.000")).toMatchObject({ ending: "saved" });
    expect((await priceAt(0)).price).toBe(222);
  });

  it("lets two agents change two rules, one of which moved meanwhile", async () => {
    await started();
    const form = await formOf(0, 333);
    const move = { section: "prix", index: 0, base: form.base, do: "down" as const };
    expect(await transaction((tx) => moveRule(systemContext(tx, at("08:01:00.000")), move))).toEqual({ ok: true });
    expect(await send(form, "08:02:00.000")).toMatchObject({ ending: "saved" });
    expect((await priceAt(1)).price).toBe(333);
  });

  it("keeps a rule that is not one out, and tells its fault", async () => {
    await started();
    const before = (await draft()).revision;
    const form = await formOf(0, 1);
    const wrong = { ...form, f: { ...form.f, "v-price": "beaucoup" } };
    const told = await send(wrong, "08:01:00.000");
    expect(told).toMatchObject({ ending: "faulty" });
    expect((await draft()).revision).toBe(before);
  });

  it("is begun anew when it can no longer be read", async () => {
    await started();
    await db().rulesDraft.updateMany({ data: { document: { format: "portail-commune/0" } } });
    expect(await draftOf(db())).toBeNull();
    await started();
    expect((await draft()).file.commune.name).toBe("Roncq");
  });

  it("is thrown away only as it was read", async () => {
    await started();
    const { revision } = await draft();
    await send(await formOf(0, 444), "08:01:00.000");
    const discard = (read: string) =>
      transaction((tx) => discardDraft(systemContext(tx, at("08:02:00.000")), { revision: read }));
    expect(await discard(revision)).toEqual({ ok: false, reason: "draft-changed" });
    expect(await discard((await draft()).revision)).toEqual({ ok: true });
    expect(await draftOf(db())).toBeNull();
  });
});

describe("a file brought in", () => {
  const bring = (text: string) => transaction((tx) => importFile(systemContext(tx, at("09:00:00.000")), { text }));

  it("becomes the draft, or tells its faults and changes nothing", async () => {
    expect(await bring('{ "format": "portail-commune/1" }')).toMatchObject({ ok: true, faults: [{}, {}, {}] });
    expect(await draftOf(db())).toBeNull();
    expect(await bring(textOf("champcevinel"))).toEqual({ ok: true, faults: [] });
    expect((await draft()).file.commune.name).toBe("Champcevinel");
  });
});

describe("publishing the draft", () => {
  const publish = (form: { label: string; since: string; revision: string }) =>
    transaction((tx) => publishDraft(systemContext(tx, at("10:00:00.000")), form));

  it("is refused for a past day, for what was not read and for faults, and each refusal is an event", async () => {
    await started();
    const { revision } = await draft();
    expect(await publish({ label: "Trop tôt", since: "2026-11-23", revision })).toEqual({
      ok: false,
      reason: "in-the-past",
    });
    expect(await publish({ label: "Pas lu", since: "2026-12-01", revision: "x" })).toEqual({
      ok: false,
      reason: "draft-changed",
    });
    const form = await formOf(0, 1);
    await send({ ...form, f: { ...form.f, "v-activities": ["fantome"] } }, "08:01:00.000");
    const faulty = (await draft()).revision;
    expect(await publish({ label: "Faux", since: "2026-12-01", revision: faulty })).toEqual({
      ok: false,
      reason: "faults",
    });
    const refused = (await journalOf(db())).filter(({ type }) => type === "rules.refused");
    expect(refused.length).toBe(3);
  });

  it("makes a version of it and leaves no draft", async () => {
    await started();
    await send(await formOf(0, 555), "08:01:00.000");
    const { revision } = await draft();
    expect(await publish({ label: "Nouveau", since: "2026-12-01", revision })).toMatchObject({ ok: true });
    expect(await draftOf(db())).toBeNull();
    expect(await db().rulesVersion.count({ where: { label: "Nouveau" } })).toBe(1);
  });
});
