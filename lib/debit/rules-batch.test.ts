import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  batchFileName,
  type DebitFacts,
  endToEndIdOf,
  messageIdOf,
  refuseDebit,
  rejectionCode,
  sepaText,
  sequenceOf,
} from "./rules-batch";

const facts: DebitFacts = {
  standing: "active",
  recurrent: true,
  isUsed: false,
  dueCents: 1250,
  dueOn: "2026-12-07",
  collectOn: "2026-12-07",
  isHandedOver: false,
  isSent: false,
  isAnnounced: false,
  isBeingPaid: false,
  hasPlan: false,
};

describe("which invoices are debited", () => {
  it.each([
    [null, {}],
    ["mandate-ended", { standing: "revoked" }],
    ["mandate-expired", { standing: "expired" }],
    ["mandate-suspended", { standing: "suspended" }],
    ["one-off-used", { recurrent: false, isUsed: true }],
    [null, { recurrent: false }],
    [null, { isUsed: true }],
    ["handed-over", { isHandedOver: true }],
    ["already-sent", { isSent: true }],
    ["announced", { isAnnounced: true }],
    ["online-payment", { isBeingPaid: true }],
    ["plan", { hasPlan: true }],
    ["nothing-due", { dueCents: 0 }],
    ["nothing-due", { dueCents: -1 }],
    [null, { dueCents: 1 }],
    [null, { dueOn: "2026-12-06" }],
    ["not-due-yet", { dueOn: "2026-12-08" }],
    [null, { dueOn: null }],
  ] as const)("%s for %o", (reason, change) => {
    expect(refuseDebit({ ...facts, ...change })).toBe(reason);
  });
});

describe("the sequence of a debit", () => {
  it.each([
    ["FRST", { recurrent: true, isUsed: false }],
    ["RCUR", { recurrent: true, isUsed: true }],
    ["OOFF", { recurrent: false, isUsed: false }],
  ] as const)("%s for %o", (sequence, mandate) => {
    expect(sequenceOf(mandate)).toBe(sequence);
  });
});

describe("references", () => {
  it("leave room for blocks and rows within 35 characters", () => {
    expect(messageIdOf({ regieCode: "A.S.", year: 2026, number: 7 })).toBe("PRV-AS-2026-0007");
    expect(`${messageIdOf({ regieCode: "R123456789", year: 2026, number: 99_999 })}.3.99999`.length).toBeLessThan(36);
  });

  it("tell one try from the next", () => {
    expect(endToEndIdOf("RAS2026000012", 0)).toBe("RAS2026000012");
    expect(endToEndIdOf("RAS2026000012", 1)).toBe("RAS2026000012-2");
    expect(() => endToEndIdOf("R".repeat(34), 1)).toThrow();
  });

  it("name the file, and its copies", () => {
    const batch = { regieCode: "AS", year: 2026, number: 3 };
    expect(batchFileName(batch, false)).toBe("prelevements-as-2026-0003.xml");
    expect(batchFileName(batch, true)).toBe("prelevements-as-2026-0003-copie.xml");
  });

  it("read the bank's reason", () => {
    expect([rejectionCode(" am04 "), rejectionCode("MD06"), rejectionCode("ZZ99")]).toEqual(["AM04", "MD06", "other"]);
  });
});

describe("the alphabet of SEPA", () => {
  it.each([
    ["Éloïse Lebœuf-Çelik", "Eloise Leboeuf-Celik"],
    ["M. & Mme O’Brien", "M. + Mme O'Brien"],
    ["  Zoë\u00a0Nguyễn  ", "Zoe Nguyen"],
    ["Straße", "Strasse"],
    ["a//b", "a/b"],
    ["李", "-"],
    ["", "-"],
  ])("%s becomes %s", (text, plain) => {
    expect(sepaText(text, 70)).toBe(plain);
  });

  it("holds for any text, and its length too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 140 }), (text, length) => {
        const plain = sepaText(text, length);
        expect(plain).toMatch(/^[A-Za-z0-9/?:().,+' -]+$/);
        expect(plain.length).toBeLessThanOrEqual(length);
      }),
    );
  });
});
