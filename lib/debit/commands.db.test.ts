import { beforeAll, describe, expect, it } from "vitest";
import { aliasesOf } from "@/lib/evidence/pseudonyms";
import { decrypt } from "@/lib/evidence/vault";
import { newId } from "@/lib/kernel/ids";
import { NotFound } from "@/lib/server/action";
import { db, transaction } from "@/lib/server/db";
import { contextFor } from "@/prisma/fixtures";
import {
  aDebitRegie,
  aDebtor,
  atDesk,
  type DebitRegie,
  type Debtor,
  IBAN,
  scopeOf,
  sign,
} from "@/prisma/fixtures/debit";
import { endMandate, enterMandate, expireMandates, signMandate } from "./commands";
import { ibanLabel } from "./rules";

let place: DebitRegie;
beforeAll(async () => {
  place = await aDebitRegie();
});

const mandatesOf = ({ payer }: Debtor) =>
  db().sepaMandate.findMany({ where: { payerId: payer.id }, orderBy: { createdAt: "asc" } });

/** Every payload of the journal about the family, opened. */
async function journalText({ household }: Debtor): Promise<string> {
  const owner = { kind: "household", id: household.id } as const;
  const { key, pseudonym } = (await aliasesOf(db(), [owner]))(owner);
  const events = await db().auditEvent.findMany({ where: { subject: pseudonym }, select: { id: true } });
  const parts = await db().auditPart.findMany({ where: { eventId: { in: events.map((event) => event.id) } } });
  return parts.map((part) => decrypt(key, part.payload, `${part.eventId}/${part.part}`).toString()).join("\n");
}

describe("a mandate signed on line", () => {
  it("seals the account number, and shows its end only", async () => {
    const debtor = await aDebtor(place);
    expect(await sign(place, debtor)).toMatchObject({ ok: true });
    const [mandate] = await mandatesOf(debtor);
    expect(mandate).toMatchObject({ state: "active", ibanEnd: "0189", recurrent: true, holder: "Éloïse Durand" });
    const sealed = Buffer.from(mandate?.iban ?? []);
    expect(sealed.includes(Buffer.from(IBAN.slice(4, 20)))).toBe(false);
    const owner = { kind: "household", id: debtor.household.id } as const;
    const { key } = (await aliasesOf(db(), [owner]))(owner);
    expect(decrypt(key, sealed, ibanLabel(mandate?.id ?? "")).toString()).toBe(IBAN);
    expect(() => decrypt(key, sealed, ibanLabel(newId()))).toThrow();
    const said = await journalText(debtor);
    expect(said).toContain('"ibanEnd":"0189"');
    const mails = await db().mailOutbox.findMany({ where: { householdId: debtor.household.id } });
    expect(mails).toHaveLength(1);
    for (const text of [said, JSON.stringify(mails)]) expect(text).not.toContain(IBAN.slice(4, 14));
    expect(mails[0]?.text).toContain(mandate?.rum ?? "no reference");
  });

  it("needs the password", async () => {
    const debtor = await aDebtor(place, null);
    const scope = await scopeOf(debtor);
    const wish = { regieId: place.regie.id, holder: "É. Durand", iban: IBAN, bic: "", replaces: "", password: "no" };
    const outcome = await transaction((tx) =>
      signMandate(
        contextFor(tx, { id: debtor.account.id, role: "parent" }),
        { ...wish, agreed: "on" },
        { scope, proof: { ok: false, reason: "mismatch" } },
      ),
    );
    expect(outcome).toEqual({ ok: false, reason: "mismatch" });
    expect(await mandatesOf(debtor)).toEqual([]);
  });

  it("is one in force when two hands sign at once", async () => {
    const debtor = await aDebtor(place, null);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => sign(place, debtor)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "changed")).toHaveLength(5);
    const mandates = await mandatesOf(debtor);
    expect(mandates.map((mandate) => mandate.state)).toEqual(["active"]);
  });

  it("with another account is another mandate, and the first one ends", async () => {
    const debtor = await aDebtor(place, null);
    const first = await sign(place, debtor);
    const replaces = first.ok ? first.mandateId : "";
    expect(await sign(place, debtor, { replaces: newId(), iban: "DE89370400440532013000" })).toMatchObject({
      reason: "changed",
    });
    expect(await sign(place, debtor, { replaces, iban: "DE89370400440532013000" })).toMatchObject({ ok: true });
    const mandates = await mandatesOf(debtor);
    expect(mandates.map(({ state, ibanEnd }) => [state, ibanEnd])).toEqual([
      ["revoked", "0189"],
      ["active", "3000"],
    ]);
    expect(mandates[0]?.rum.replace(/1$/, "2")).toBe(mandates[1]?.rum);
  });

  it("is not offered where the régie has no creditor, nor to somebody who is billed nothing", async () => {
    const bare = await aDebitRegie({ creditorId: "FR73ZZZ123456" });
    const debtor = await aDebtor(bare);
    await expect(sign(bare, debtor)).rejects.toThrow(NotFound);
    await db().payer.update({ where: { id: debtor.payer.id }, data: { guardianId: null } });
    await expect(sign(place, debtor)).rejects.toThrow(NotFound);
  });
});

describe("the end of a mandate", () => {
  it("is the payer's or the office's to write, once", async () => {
    const [debtor, other] = [await aDebtor(place), await aDebtor(place)];
    const signed = await sign(place, debtor);
    const mandateId = signed.ok ? signed.mandateId : "";
    const by = async (who: Debtor) => {
      const scope = await scopeOf(who);
      return transaction((tx) =>
        endMandate(contextFor(tx, { id: who.account.id, role: "parent" }), { mandateId }, scope),
      );
    };
    await expect(by(other)).rejects.toThrow(NotFound);
    expect((await mandatesOf(debtor))[0]?.state).toBe("active");
    const ends = await Promise.all([by(debtor), by(debtor), atDesk(place, (c) => endMandate(c, { mandateId }, null))]);
    expect(ends.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect((await mandatesOf(debtor))[0]).toMatchObject({ state: "revoked" });
  });

  it("comes by itself after 36 months without a debit, and not a day before", async () => {
    const debtor = await aDebtor(place);
    await sign(place, debtor);
    const stateOn = async (day: string) => {
      await expireMandates(db(), new Date(`${day}T05:00:00.000Z`));
      return (await mandatesOf(debtor))[0]?.state;
    };
    expect(await stateOn("2029-11-22")).toBe("active");
    expect(await stateOn("2029-11-23")).toBe("expired");
  });
});

describe("a mandate on paper", () => {
  const paper = (debtor: Debtor, given: Record<string, string> = {}) =>
    atDesk(place, (context) =>
      enterMandate(context, {
        ...{ payerId: debtor.payer.id, regieId: place.regie.id, holder: "É. Durand", iban: IBAN, bic: "" },
        ...{ rum: "", signedOn: "2026-09-01", use: "recurrent", ...given },
      } as Parameters<typeof enterMandate>[1]),
    );

  it.each([
    ["2026-11-23", true],
    ["2026-11-24", "future"],
    ["2023-11-24", true],
    ["2023-11-23", "lapsed"],
  ])("signed on %s: %s", async (signedOn, verdict) => {
    const outcome = await paper(await aDebtor(place, null), { signedOn });
    expect(outcome.ok || outcome.reason).toBe(verdict);
  });

  it("keeps its own reference, which serves once", async () => {
    const [one, other] = [await aDebtor(place, null), await aDebtor(place, null)];
    expect(await paper(one, { rum: "OLD/2019-17", use: "once" })).toMatchObject({ ok: true });
    expect(await paper(other, { rum: "OLD/2019-17" })).toMatchObject({ reason: "rum-taken" });
    expect((await mandatesOf(one))[0]).toMatchObject({ rum: "OLD/2019-17", recurrent: false });
    expect(await mandatesOf(other)).toEqual([]);
  });

  it("is one in force when the family signs and desks copy papers at once", async () => {
    const debtor = await aDebtor(place, null);
    const papers = ["A", "B", "C"].map((letter) => paper(debtor, { rum: `${debtor.payer.id.slice(0, 8)}-${letter}` }));
    await Promise.all([sign(place, debtor), ...papers]);
    const states = (await mandatesOf(debtor)).map((mandate) => mandate.state);
    expect(states.filter((state) => state === "active")).toHaveLength(1);
    expect(states.length).toBeGreaterThanOrEqual(3);
  });
});
