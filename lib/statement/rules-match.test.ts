/** Which line is what, how surely, and that neither the order of files nor a second reading changes it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttemptFact,
  type Facts,
  type InvoiceFact,
  type Line,
  numbersIn,
  propose,
  refdetsIn,
} from "./rules-match";

const nothing: Facts = {
  ...{ attempts: [], invoices: [], receipts: [], remittances: [], deposits: [], batches: [], payouts: [], debits: [] },
  ...{ claims: [], taken: new Set<string>() },
};

function line(given: Partial<Line> = {}): Line {
  const id = given.id ?? "l1";
  const base = {
    kind: "list",
    day: "2026-11-05",
    amountCents: 5000,
    reference: "PER2026000001",
    label: "",
    detail: {},
  } as const;
  return { ...base, id, lineKey: given.lineKey ?? id, ...given };
}

function attempt(given: Partial<AttemptFact> = {}): AttemptFact {
  const base = { id: "a1", refdet: "PER2026000001", amountCents: 5000, day: "2026-11-05", standing: "paid" } as const;
  return { ...base, isDebit: false, operations: [], ...given };
}

const invoice: InvoiceFact = {
  id: "i1",
  refdet: "PER2026000123",
  year: 2026,
  number: 123,
  dueCents: 5000,
  payer: "Camille Durand",
};

function told(one: Line, facts: Partial<Facts>): string {
  const best = propose([one], { ...nothing, ...facts }).get(one.id);
  return best ? `${best.rule} ${best.confidence} ${best.kind}/${best.id}` : "nothing";
}

describe("a line of PayFiP's list", () => {
  it.each([
    ["2026-11-03", "refdet-amount 95"],
    ["2026-11-04", "refdet-amount-day 100"],
    ["2026-11-05", "refdet-amount-day 100"],
    ["2026-11-09", "refdet-amount-day 100"],
    ["2026-11-10", "refdet-amount 95"],
  ])("of %s for a payment of the 5th is %s", (day, rule) => {
    expect(told(line({ day }), { attempts: [attempt()] })).toBe(`${rule} attempt/a1`);
  });

  it.each([
    ["of a payment that was given up here", attempt({ standing: "asked" }), {}, "refdet-late 90 attempt/a1"],
    ["of a payment that waits for a person", attempt({ standing: "doubtful" }), {}, "refdet-late 90 attempt/a1"],
    ["a cent more", attempt(), { amountCents: 5001 }, "refdet-amount-differs 80 attempt/a1"],
    ["a cent less", attempt(), { amountCents: 4999 }, "refdet-amount-differs 80 attempt/a1"],
    ["taken back, of a debit", attempt({ isDebit: true }), { amountCents: -5000 }, "debit-rejected 90 attempt/a1"],
    ["taken back, of a card", attempt(), { amountCents: -5000 }, "nothing"],
    [
      "that names the operation, whatever its reference",
      attempt({ operations: ["op-1"], refdet: "X" }),
      { detail: { idop: "op-1" } },
      "operation 100 attempt/a1",
    ],
    ["of another reference", attempt({ refdet: "PER2026000002" }), {}, "nothing"],
  ])("%s", (_name, known, wish, expected) => {
    expect(told(line(wish), { attempts: [known] })).toBe(expected);
  });

  it("of an invoice that nobody tried to pay here names the invoice, and does not settle it", () => {
    expect(told(line({ reference: invoice.refdet }), { invoices: [invoice] })).toBe("refdet-invoice 70 invoice/i1");
  });

  it("twice for one payment is one match and one question", () => {
    const twice = [line({ id: "l1", lineKey: "k:1" }), line({ id: "l2", lineKey: "k:2" })];
    const best = propose(twice, { ...nothing, attempts: [attempt()] });
    expect([best.get("l1")?.id, best.get("l2")]).toEqual(["a1", null]);
  });

  it("finds the debit that was taken back beside the line that paid it, each once", () => {
    const known = { attempts: [attempt({ isDebit: true })], taken: new Set(["attempt/a1"]) };
    const back = [line({ id: "l2", lineKey: "k:2", amountCents: -5000 })];
    expect(propose(back, { ...nothing, ...known }).get("l2")).toMatchObject({ id: "a1", rule: "debit-rejected" });
    const both = [line({ id: "l1", lineKey: "k:1" }), ...back];
    const best = propose(both, { ...nothing, attempts: known.attempts });
    expect([best.get("l1")?.id, best.get("l2")?.id]).toEqual(["a1", "a1"]);
    const held = new Set(["attempt/a1", "attempt/a1/back"]);
    expect(propose(back, { ...nothing, ...known, taken: held }).get("l2")).toBeNull();
  });

  it("never takes what a confirmed line holds", () => {
    expect(told(line(), { attempts: [attempt()], taken: new Set(["attempt/a1"]) })).toBe("nothing");
  });
});

describe("a movement of the account", () => {
  const bank = (given: Partial<Line>) => line({ kind: "bank", reference: "", ...given });

  it.each([
    ["VIR DURAND PER2026000123", 5000, "transfer-refdet 95 invoice/i1"],
    ["VIR FACT 2026-000123", 5000, "transfer-number 95 invoice/i1"],
    ["VIR FACT 2026/123 MERCI", 5000, "transfer-number 95 invoice/i1"],
    ["VIR PER2026000123", 4999, "transfer-part 80 invoice/i1"],
    ["VIR DURAND CAMILLE", 5000, "transfer-name 70 invoice/i1"],
    ["VIR DURAND", 5000, "nothing"],
    ["VIR DURAND CAMILLE", 4999, "nothing"],
    ["VIR 123", 5000, "nothing"],
  ])("« %s » of %d cents is %s", (label, amountCents, expected) => {
    expect(told(bank({ label, amountCents }), { invoices: [invoice] })).toBe(expected);
  });

  it("with the name of two payers who owe the same is for a person", () => {
    const invoices = [invoice, { ...invoice, id: "i2", refdet: "PER2026000124", number: 124 }];
    expect(told(bank({ label: "DURAND CAMILLE" }), { invoices })).toBe("transfer-name 50 invoice/i1");
  });

  it.each([
    ["remittance", "2026-11-05", -5000, "remittance-amount-day 95"],
    ["remittance", "2026-10-26", -5000, "remittance-amount-day 95"],
    ["remittance", "2026-10-25", -5000, "remittance-amount 60"],
    ["deposit", "2026-11-05", 5000, "deposit-amount-day 95"],
    ["batch", "2026-11-05", 5000, "batch-amount-day 95"],
    ["payout", "2026-11-05", 5000, "payout-amount-day 95"],
    ["receipt", "2026-11-05", 5000, "receipt-amount-day 95"],
  ])("may be the %s of %s", (kind, day, amountCents, rule) => {
    const facts = { [`${kind}s`.replace("batchs", "batches")]: [{ id: "m1", day, amountCents: 5000, reference: "" }] };
    expect(told(bank({ amountCents }), facts)).toBe(`${rule} ${kind}/m1`);
  });

  it("is not sure of a deposit when another one of those days has the same amount", () => {
    const deposits = ["m1", "m2"].map((id) => ({ id, day: "2026-11-05", amountCents: 5000 }));
    expect(told(bank({}), { deposits })).toBe("deposit-amount-day 90 deposit/m1");
  });

  it("is the return of a debit by its end-to-end id", () => {
    const debits = [{ id: "d1", endToEndId: "1D0060990R1", amountCents: 5000 }];
    expect(told(bank({ amountCents: -5000, detail: { endToEndId: "1D0060990R1" } }), { debits })).toBe(
      "debit-returned 100 debit/d1",
    );
    expect(told(bank({ amountCents: -4000, detail: { endToEndId: "1D0060990R1" } }), { debits })).toBe(
      "debit-returned 80 debit/d1",
    );
    expect(told(bank({ amountCents: 5000, detail: { endToEndId: "1D0060990R1" } }), { debits })).toBe("nothing");
  });
});

describe("an answer of the treasury", () => {
  const claims = [{ id: "c1", lotId: "lot", exer: 2026, bordereau: 12, piece: 1, debt: "2026000101" }];
  it.each([
    [{ piece: 1, debt: "2026000101" }, "2026-12-1", "claim-number-debt 100 claim/c1"],
    [{ piece: 1, debt: "002026000101" }, "2026-12-1", "claim-number-debt 100 claim/c1"],
    [{ piece: 1, debt: "" }, "2026-12-1", "claim-number 95 claim/c1"],
    [{ piece: 1, debt: "2025000101" }, "2026-12-1", "nothing"],
    [{ piece: 2, debt: "2026000101" }, "2026-12-2", "nothing"],
    [{}, "2026-12", "bordereau-number 100 bordereau/lot"],
  ])("%j of %s is %s", (detail, reference, expected) => {
    expect(told(line({ kind: "pes-state", reference, detail }), { claims })).toBe(expected);
  });

  it("may come in many lines for one claim", () => {
    const lines = ["l1", "l2"].map((id) =>
      line({ id, kind: "pes-money", reference: "2026-12-1", detail: { piece: 1 } }),
    );
    expect([...propose(lines, { ...nothing, claims }).values()].map((one) => one?.id)).toEqual(["c1", "c1"]);
  });
});

it("finds references and numbers in what people write", () => {
  expect(refdetsIn("Vir. réf PER2026000123, merci")).toEqual(["PER2026000123"]);
  expect(refdetsIn("MERCI BEAUCOUP")).toEqual([]);
  expect(numbersIn("facture 2026-000123 et 2026/7, le 12/11/2026 tel 0639980001")).toEqual(["2026-123", "2026-7"]);
});

it("proposes the same whatever the order of the lines, and gives nothing away twice", () => {
  const refdets = ["PER2026000001", "PER2026000002", "PER2026000003"];
  const lines = fc.array(
    fc.record({
      refdet: fc.constantFrom(...refdets),
      amountCents: fc.constantFrom(1000, 2000),
      day: fc.constantFrom("2026-11-03", "2026-11-12"),
    }),
    { maxLength: 20 },
  );
  const attempts = fc.array(
    fc.record({
      refdet: fc.constantFrom(...refdets),
      amountCents: fc.constantFrom(1000, 2000),
      standing: fc.constantFrom("paid" as const, "asked" as const, "doubtful" as const),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(lines, attempts, fc.infiniteStream(fc.nat()), (drawn, known, shuffle) => {
      const all = drawn.map(({ refdet, ...rest }, index) =>
        line({ ...rest, id: `l${index}`, lineKey: `k${index}`, reference: refdet }),
      );
      const facts = { ...nothing, attempts: known.map((one, index) => attempt({ ...one, id: `a${index}` })) };
      const mixed = all.map((one) => ({ one, at: shuffle.next().value as number })).sort((a, b) => a.at - b.at);
      const [straight, turned] = [
        propose(all, facts),
        propose(
          mixed.map(({ one }) => one),
          facts,
        ),
      ];
      for (const { id } of all) expect(turned.get(id)).toEqual(straight.get(id));
      const used = [...straight.values()].flatMap((one) => (one ? [one.id] : []));
      expect(new Set(used).size).toBe(used.length);
    }),
  );
});
