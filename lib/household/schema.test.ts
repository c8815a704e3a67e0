import { describe, expect, it } from "vitest";
import { addressSchema, contactsSchema, custodySchema, phoneOf, pickupsSchema } from "./schema";

const childId = "0197f0c0-0000-7000-8000-000000000001";

describe("a telephone", () => {
  it.each([
    ["06 39 98 56 78", "06 39 98 56 78"],
    ["06.39.98.56.78", "06 39 98 56 78"],
    ["+33 6 39 98 56 78", "06 39 98 56 78"],
    ["+33 (0)6 39 98 56 78", "06 39 98 56 78"],
    ["0033639985678", "06 39 98 56 78"],
    ["+44 20 7946 0958", "+442079460958"],
    ["06 39 98 56 7", null],
    ["06 39 98 56 789", null],
    ["0039985678x", null],
    ["+33 0", null],
    ["", null],
  ] as const)("%s is kept as %s", (typed, expected) => {
    expect(phoneOf(typed)).toBe(expected);
  });
});

describe("lists on a form", () => {
  it("drop the rows left empty and keep the number of a faulty one", () => {
    const blank = { name: " ", phone: "", relation: "" };
    const full = { name: "Mamie  Jo", phone: "0639985678", relation: "grand-mère" };
    expect(contactsSchema.parse({ childId, contacts: [blank, full] }).contacts).toEqual([
      { name: "Mamie Jo", phone: "06 39 98 56 78", relation: "grand-mère" },
    ]);
    const refused = contactsSchema.safeParse({ childId, contacts: [blank, { ...full, phone: "12" }] });
    expect(refused.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([
      ["contacts.1.phone", "phone"],
    ]);
    expect(contactsSchema.safeParse({ childId, contacts: Array(6).fill(full) }).error?.issues[0]?.message).toBe(
      "tooMany",
    );
    expect(contactsSchema.parse({ childId }).contacts).toEqual([]);
  });

  it("let a family authorise somebody, never forbid", () => {
    const row = { name: "Jo", phone: "", relation: "", kind: "forbidden" };
    expect(pickupsSchema.safeParse({ childId, pickups: [row] }).success).toBe(false);
    expect(pickupsSchema.parse({ childId, pickups: [{ ...row, kind: "authorised" }] }).pickups[0]?.phone).toBeNull();
  });
});

describe("an address", () => {
  const address = {
    householdId: childId,
    line: "12 rue « du Four » ; bât. B",
    postalCode: "06650",
    city: "Valmontel",
    since: "2026-11-23",
  };
  it("takes what people write and tidies it", () => {
    expect(addressSchema.parse({ ...address, city: " Val\tmontel " })).toMatchObject({
      city: "Val montel",
      more: null,
    });
  });
  it.each([
    ["line", ""],
    ["postalCode", "<b>"],
    ["since", "2026-02-30"],
    ["householdId", "1"],
  ] as const)("refuses a wrong %s", (field, value) => {
    const issue = addressSchema.safeParse({ ...address, [field]: value }).error?.issues[0];
    expect(issue?.path).toEqual([field]);
  });
});

describe("a custody calendar", () => {
  it("is one of three kinds", () => {
    expect(custodySchema.safeParse({ kind: "alternate-weeks", parity: "odd", handover: 5 }).success).toBe(true);
    expect(custodySchema.safeParse({ kind: "weekdays", days: [] }).success).toBe(false);
    expect(custodySchema.safeParse({ kind: "holidays" }).success).toBe(false);
  });
});
