import { describe, expect, it } from "vitest";
import { LOCALES } from "@/lib/i18n/locale";
import { entryOf, familyEvents, gather, journalGroups, matches, mayRead, typesOf, wordsOf } from "./rules";
import type { Line, Names } from "./rules-facts";

const names: Names = {
  children: new Map([["c1", "Léa"]]),
  activities: new Map([["a1", { nameFr: "Cantine", nameEn: "Canteen" }]]),
  sites: new Map([["s1", "Les Oliviers"]]),
  invoices: new Map([["i1", "2026-10"]]),
  hidesAddress: false,
};

const line = (change: Partial<Line>): Line => ({
  id: "e1",
  moment: "2026-11-23T08:47",
  type: "booking.created",
  role: "parent",
  own: true,
  subject: { kind: "household", id: "h1" },
  object: { kind: "booking", id: "b1" },
  body: null,
  sealed: false,
  ...change,
});

const booked = (day: string, cents: number) =>
  line({ id: day, body: { order: "VAL-7K4Q-93MD", childId: "c1", activityId: "a1", day, cents } });

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const french = (...lines: Line[]) => {
  const entry = entryOf(lines, names, "fr");
  return plain([entry.did, entry.facts, ...entry.notes].join(" | "));
};

describe("the words of the journal", () => {
  it.each(familyEvents.flatMap((type) => LOCALES.map((locale) => [type, locale] as const)))(
    "%s has a sentence in %s that says who",
    (type, locale) => {
      expect(wordsOf(type, locale)).toMatch(/\{who\} \S/);
    },
  );

  it("puts each event that a family reads under a filter", () => {
    const filtered = journalGroups.filter((group) => group !== "all").flatMap((group) => typesOf(group));
    expect([...filtered].sort()).toEqual([...familyEvents].sort());
  });

  it("tells the days of one confirmation once, with their sum", () => {
    const groups = gather([booked("2026-12-07", 280), booked("2026-12-08", 280), line({ id: "other" })]);
    expect(groups.map((group) => group.length)).toEqual([2, 1]);
    expect(french(...(groups[0] ?? []))).toBe("Vous avez réservé | cantine, Léa, lundi 7 et mardi 8 décembre, 5,60 €");
  });

  it("says why a wish was refused, and until when it could be had", () => {
    const body = {
      childId: "c1",
      activityId: "a1",
      day: "2026-12-07",
      reason: "too-late",
      closesAt: "2026-12-03T23:59",
    };
    expect(french(line({ type: "booking.refused", body }))).toBe(
      "Vous avez demandé un jour qui ne pouvait pas être accordé | cantine, Léa, lundi 7 décembre 2026" +
        " | Raison : la date limite était passée. | La date limite était jeudi 3 décembre, 23 h 59.",
    );
  });

  it("gives a telephone before and after", () => {
    const body = { guardianId: "g", before: { phone: "06 39 98 12 34" }, after: { phone: "06 39 98 56 78" } };
    expect(french(line({ type: "household.contact-changed", body }))).toBe(
      "Vous avez changé les coordonnées du foyer | téléphone : 06 39 98 12 34 devient 06 39 98 56 78",
    );
  });

  it("hides an address that is protected", () => {
    const body = { after: { line: "4 rue du Lavoir", postalCode: "06999", city: "Valmontel" } };
    const entry = entryOf([line({ type: "household.contact-changed", body })], { ...names, hidesAddress: true }, "fr");
    expect(entry.facts).toBe("adresse protégée");
  });

  it("names whoever looked by role, with the purpose", () => {
    const look = { type: "child.consulted", role: "agent", own: false, subject: { kind: "child", id: "c1" } } as const;
    expect(french(line({ ...look, body: { purpose: "follow-up" } }))).toBe(
      "Les affaires scolaires ont consulté la fiche d’un enfant | Léa | Motif : suivi du dossier.",
    );
  });

  it("keeps its sentence when the content was erased", () => {
    const entry = entryOf([line({})], names, "fr");
    expect([entry.did, entry.facts, entry.erased]).toEqual(["Vous avez réservé", "", true]);
  });

  it("does not name a child whom the reader may not know", () => {
    const body = { childId: "stranger", activityId: "a1", day: "2026-12-07" };
    expect(french(line({ body }))).toContain("cantine, un enfant, lundi 7 décembre 2026");
  });

  it("keeps silent about an invoice that a parent elsewhere pays", () => {
    const seen = (invoiceId: string) => mayRead(line({ type: "receipt.recorded", body: { invoiceId } }), names);
    expect([seen("i1"), seen("other"), mayRead(line({}), names)]).toEqual([true, false, true]);
  });

  it("is found by words without accents", () => {
    const entry = entryOf([booked("2026-12-07", 280)], names, "fr");
    expect([matches(entry, "lea decembre"), matches(entry, "val-7k4q"), matches(entry, "tom")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
