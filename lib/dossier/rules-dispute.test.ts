/** What leaves the office in a dispute: refused unless named, never an address, a forbidden person, health, or the other parent's. */
import { describe, expect, it } from "vitest";
import { type EventType, events } from "@/lib/evidence/events";
import { type Case, type DisputeLine, disclosureOf } from "./rules-dispute";

const about: Case = {
  childIds: new Set(["lea"]),
  memberIds: new Set(["camille"]),
  payerIds: new Set(["p1"]),
  invoiceIds: new Set(["i1"]),
};
const line = (change: Partial<DisputeLine>): DisputeLine => ({
  ...{ type: "booking.created", role: "parent", actorId: "camille" },
  ...{ subject: { kind: "household", id: "h" }, object: { kind: "booking", id: "b" } },
  body: {
    childId: "lea",
    day: "2026-12-07",
    cents: 280,
    why: { version: 1, lines: [{ label: "Tranche 2", cents: 280 }] },
  },
  ...change,
});
const shown = (change: Partial<DisputeLine>) => disclosureOf(line(change), about);
const body = (change: Record<string, unknown>) => ({ ...line({}).body, ...change });

it("a booking is shown whole, and one whose content was erased as a fact", () => {
  expect(shown({})).toBe("whole");
  expect(shown({ body: null })).toBe("fact");
});

describe("never", () => {
  const named: EventType[] = ["child.pickup-forbidden", "child.guardianship-changed", "child.health-changed"];
  it.each([...named, "request.noted", "duplicate.found", "family.searched", "session.opened"] as EventType[])(
    "%s: not even that it happened",
    (type) => expect(shown({ type, role: "agent", actorId: "a" })).toBe("nothing"),
  );

  it("internal work, whatever it is called", () => {
    const inside = (Object.keys(events) as EventType[]).filter((type) => !events[type].family);
    expect(inside.filter((type) => shown({ type }) !== "nothing")).toEqual([]);
  });

  it("an address, a telephone, a name or a free text, at whatever depth", () => {
    for (const key of ["line", "city", "phone", "email", "firstName", "motive", "text", "allergies", "isProtected"]) {
      expect([key, shown({ body: body({ [key]: "x" }) })]).toEqual([key, "fact"]);
      expect([key, shown({ body: body({ why: { lines: [{ [key]: "x" }] } }) })]).toEqual([key, "fact"]);
    }
  });

  it("a person who is forbidden, in a list of pick-ups", () => {
    const list = { childId: "lea", after: [{ kind: "forbidden", name: "X" }] };
    expect(shown({ type: "child.pickups-changed", role: "agent", actorId: "a", body: list })).toBe("fact");
  });

  it.each(["Panier repas PAI", "Sans allergène", "Accueil handicap", "suivi AESH"])(
    "health in a label: %s",
    (label) => {
      expect(shown({ body: body({ why: { lines: [{ label }] } }) })).toBe("fact");
    },
  );
  it("takes no ordinary word for health", () =>
    expect(shown({ body: body({ activity: "Paiement du midi" }) })).toBe("whole"));
});

describe("the other parent's", () => {
  const child = { kind: "child", id: "lea" };
  it.each([
    ["what another parent did for the child", { subject: child, actorId: "sacha" }],
    ["what an erased account did for the child", { subject: child, actorId: null }],
    ["an act in the household by who never was of it", { actorId: "sacha" }],
    ["a child of elsewhere", { body: body({ childId: "noe" }) }],
    ["a bill that somebody elsewhere pays", { body: body({ payerId: "p2" }) }],
    ["a payment of such a bill", { type: "payment.confirmed", body: { invoiceId: "i2", cents: 1 } }],
    ["such a bill itself", { type: "invoice.issued", role: "system", object: { kind: "invoice", id: "i2" } }],
  ] as [string, Partial<DisputeLine>][])("%s", (_, change) => expect(shown(change)).toBe("nothing"));

  it("but the office's look at the child, and a past member whose account is gone", () => {
    expect(
      shown({ type: "child.consulted", role: "agent", actorId: "a", subject: child, body: { purpose: "check" } }),
    ).toBe("whole");
    expect(shown({ actorId: null })).toBe("whole");
  });
});
