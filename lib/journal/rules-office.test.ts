import { describe, expect, it } from "vitest";
import { LOCALES } from "@/lib/i18n/locale";
import type { Line, Names } from "./rules-facts";
import { officeEntryOf, officeGroups, officeTypes, officeWords } from "./rules-office";

const names: Names = {
  children: new Map(),
  activities: new Map(),
  sites: new Map(),
  invoices: new Map(),
  hidesAddress: false,
};

const line = (change: Partial<Line>): Line => ({
  ...{ id: "e1", moment: "2026-11-23T08:47", type: "booking.created", role: "parent", own: false, sealed: true },
  ...{ subject: { kind: "household", id: "h1" }, object: { kind: "booking", id: "b1" }, body: null },
  ...change,
});

describe("the office's words of the journal", () => {
  it.each(officeTypes("all").flatMap((type) => LOCALES.map((locale) => [type, locale] as const)))(
    "%s has a sentence in %s that says who",
    (type, locale) => expect(officeWords(type, locale)).toMatch(/\{who\} \S/),
  );

  it("puts each event under a subject other than « all »", () => {
    const filtered = officeGroups.filter((group) => group !== "all").flatMap((group) => officeTypes(group));
    expect([...new Set(filtered)].sort()).toEqual([...officeTypes("all")].sort());
  });

  it("says a role, and a name only when it is given one", () => {
    const told = (role: string, by: string | null) => officeEntryOf(line({ role }), names, { locale: "fr", by });
    expect(told("parent", null)).toMatchObject({ did: "Un parent a réservé", by: null });
    expect(told("agent", "Claire Vasseur")).toMatchObject({
      did: "Les affaires scolaires ont réservé",
      by: "Claire Vasseur",
    });
  });
});
