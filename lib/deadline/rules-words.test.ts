import { describe, expect, it } from "vitest";
import en from "@/lib/i18n/en/why-deadline.json";
import fr from "@/lib/i18n/fr/why-deadline.json";
import { type ReasonCode, reason } from "./rules-verdict";
import { wordMomentIn, wordWhy } from "./rules-words";

const limit = { limit: "2026-11-20T09:00" };

/** As read, without the spaces that do not break. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

describe("a reason in words", () => {
  it.each([
    [
      reason("late", limit),
      "Hors délai : la limite était le vendredi 20 novembre à 9 h. Le prix d’une réservation tardive s’applique.",
    ],
    [
      reason("inTime", { limit: "2026-11-17T00:00" }),
      "Dans les délais : la limite est le lundi 16 novembre à 23 h 59.",
    ],
    [reason("notYet", { opens: "2026-11-23T00:00" }), "Cela ouvre le lundi 23 novembre."],
    [reason("notYet", { opens: "2026-11-23T08:30" }), "Cela ouvre le lundi 23 novembre à 8 h 30."],
    [
      reason("closedHolidays", { day: "2026-10-20", holiday: "autumn" }),
      "Fermé le mardi 20 octobre : vacances scolaires (automne).",
    ],
    [
      reason("absenceToldLate", { told: "2026-11-24T00:00", limit: "2026-11-23T10:00" }),
      "Absence signalée le mardi 24 novembre à 0 h. La limite était le lundi 23 novembre à 10 h.",
    ],
    [
      reason("suspended", { cents: 12_350 }),
      "Les réservations sont suspendues. Reste à payer : 123,50 €. Annuler reste possible.",
    ],
  ])("%o", (why, text) => {
    expect(plain(wordWhy("fr", why))).toBe(text);
  });

  it("adds the rule in the commune's own words", () => {
    const why = { ...reason("tooLate", limit), label: "Le jeudi avant 9 h" };
    expect(plain(wordWhy("fr", why))).toBe(
      "Hors délai : la limite était le vendredi 20 novembre à 9 h. Règle : « Le jeudi avant 9 h ».",
    );
    expect(plain(wordWhy("en", why))).toBe(
      "Past the limit, which was Friday 20 November at 9 am. Rule: “Le jeudi avant 9 h”.",
    );
  });

  it("names the activity as people read it", () => {
    expect(plain(wordWhy("fr", reason("needsOther", { activity: "etude" }), () => "Étude"))).toBe(
      "Il faut aussi réserver le même jour : Étude.",
    );
  });

  it("leaves no gap, whatever the reason", () => {
    const facts = { limit: "2026-11-20T09:00", opens: "2026-11-20T09:00", told: "2026-11-20T09:00", day: "2026-11-20" };
    const all = { ...facts, reason: "r", holiday: "winter", activity: "a", places: 1, left: 1, days: 2, cents: 3 };
    for (const code of Object.keys(fr.why) as ReasonCode[]) {
      for (const locale of ["fr", "en"] as const) expect(wordWhy(locale, reason(code, all))).toMatch(/^[^{}]+\.$/);
    }
    expect(Object.keys(en.why)).toEqual(Object.keys(fr.why));
  });

  it("says nothing of a reason of another domain but its label", () => {
    expect(wordWhy("fr", { code: "bracket" })).toBe("");
    expect(plain(wordWhy("fr", { code: "bracket", label: "Tranche 2" }))).toBe("Règle : « Tranche 2 ».");
  });

  it("tells the end of a day as its last minute", () => {
    expect(plain(wordMomentIn("fr", "2027-01-01T00:00"))).toBe("jeudi 31 décembre à 23 h 59");
    expect(plain(wordMomentIn("fr", "2027-01-01T00:01"))).toBe("vendredi 1er janvier à 0 h 01");
  });
});
