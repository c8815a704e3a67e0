import { describe, expect, it } from "vitest";
import { createPayFipForm, idopOf, readReturn, refdetOfReturn } from "./payfip-form";

const stored = { refdet: "PER2026000123", amountCents: 4250, numcli: "012345", mode: "A" } as const;
const posted = {
  ...{ numcli: "012345", exer: "2026", refdet: "PER2026000123", objet: "Garderie", montant: "4250" },
  ...{ mel: "parent@example.org", saisie: "A", resultrans: "P", numauto: "1234567" },
  ...{ dattrans: "23112026", heurtrans: "1630" },
};

function body(change: Record<string, string> = {}): string {
  return new URLSearchParams({ ...posted, ...change }).toString();
}

describe("the redirect form", () => {
  const form = createPayFipForm({ pageUrl: "https://pay.example.org/tpa/paiement.web", numcli: "012345", mode: "T" });
  const order = {
    ...{ refdet: "PER2026000123", amountCents: 4250, mel: "parent@example.org", exer: "2026", objet: "Garderie d’été" },
    ...{ notifyUrl: "https://p.example.org/n", returnUrl: "https://p.example.org/r?a=1&b=2" },
  };

  it("sends the payer to an address with every value, in the documented order", async () => {
    expect(await form.create(order)).toEqual({
      ok: true,
      idop: null,
      raw: null,
      url: "https://pay.example.org/tpa/paiement.web?numcli=012345&exer=2026&refdet=PER2026000123&objet=Garderie+d+ete&montant=4250&mel=parent%40example.org&urlcl=https%3A%2F%2Fp.example.org%2Fr%3Fa%3D1%26b%3D2&saisie=T",
    });
  });

  it.each([
    ["amountCents", { amountCents: 99 }],
    ["refdet", { refdet: "réf" }],
    ["mel", { mel: "nobody" }],
    ["urlcl", { returnUrl: "/relative" }],
  ])("refuses an order whose %s PayFiP would refuse", async (field, change) => {
    expect(await form.create({ ...order, ...change })).toEqual({ ok: false, reason: "invalid", field });
  });

  it("takes real money only to an https portal, and never in the mode of the service", async () => {
    const real = createPayFipForm({ pageUrl: "https://pay.example.org/", numcli: "012345", mode: "A" });
    expect(await real.create({ ...order, returnUrl: "http://p.example.org/r" })).toMatchObject({ field: "urlcl" });
    const wrong = createPayFipForm({ pageUrl: "https://pay.example.org/", numcli: "012345", mode: "W" });
    expect(await wrong.create(order)).toMatchObject({ field: "saisie" });
  });

  it("cannot be asked, so its attempts wait and then expire like any other", async () => {
    expect(await form.detail("x")).toMatchObject({ ok: false, reason: "functional", code: "P5" });
  });
});

describe("a posted result", () => {
  it("is a payment when it equals what was stored", () => {
    const read = readReturn(body(), stored);
    expect(read).toMatchObject({ ok: true, refdet: "PER2026000123", verdict: { outcome: "paid", means: "card" } });
    expect(read).toMatchObject({ verdict: { amountCents: 4250, paidAt: "2026-11-23T16:30", numauto: "1234567" } });
  });

  it("is read in upper case too", () => {
    const shouted = Object.fromEntries(Object.entries(posted).map(([name, value]) => [name.toUpperCase(), value]));
    expect(readReturn(new URLSearchParams(shouted).toString(), stored)).toMatchObject({ verdict: { outcome: "paid" } });
  });

  it.each([
    ["amount", { montant: "100" }],
    ["amount", { montant: "" }],
    ["numcli", { numcli: "543210" }],
    ["mode", { saisie: "T" }],
    ["mode", { saisie: "" }],
  ])("is suspect when its %s differs", (difference, change) => {
    const read = readReturn(body(change), stored);
    expect(read).toMatchObject({ verdict: { outcome: "suspect", differences: [difference] } });
  });

  it.each([
    ["malformed", `${body()}&montant=1`],
    ["malformed", `${body()}&MONTANT=1`],
    ["malformed", "a".repeat(20_001)],
    ["unknown-reference", ""],
    ["unknown-reference", body({ refdet: "" })],
    ["unknown-reference", body({ refdet: "PER2026000124" })],
    ["unknown-reference", body({ refdet: "../../x" })],
    ["missing-result", body({ resultrans: "" })],
    ["unknown-reference", "%zz=%&&&=&refdet"],
  ])("is refused as %s", (reason, text) => {
    expect(readReturn(text, stored)).toEqual({ ok: false, reason });
  });

  it("for a payment nobody started is refused, and without a comparison says what it says", () => {
    expect(readReturn(body(), null)).toEqual({ ok: false, reason: "unknown-reference" });
    expect(readReturn(body({ montant: "1" }))).toMatchObject({ verdict: { outcome: "paid", amountCents: 1 } });
  });

  it("gives the reference to look for first", () => {
    expect(refdetOfReturn(body())).toBe("PER2026000123");
    expect(refdetOfReturn("refdet=a&refdet=b")).toBeNull();
    expect(refdetOfReturn("")).toBeNull();
  });
});

describe("a knock at the door", () => {
  const idop = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";
  it.each([
    ["POST", undefined, `idop=${idop}`, idop],
    ["POST", undefined, `idOp=${idop}`, idop],
    ["post", undefined, `x=1&IDOP=${idop}&y=2`, idop],
    ["POST", `idop=${idop}`, "", idop],
    ["GET", `?idop=${idop}`, undefined, idop],
    ["GET", `idop=${idop}`, "idop=other", idop],
    ["POST", `idop=${idop}`, "idop=other", null],
    ["POST", undefined, `idop=${idop}&idop=other`, null],
    ["POST", undefined, `idop=${idop}&idOp=${idop}`, idop],
    ["GET", undefined, `idop=${idop}`, null],
    ["PUT", `idop=${idop}`, `idop=${idop}`, null],
    ["POST", undefined, "idop=", null],
    ["POST", undefined, "idop=..%2F..%2Fetc", null],
    ["POST", undefined, `idop=${"a".repeat(65)}`, null],
    ["POST", undefined, "%%%", null],
    ["POST", undefined, `idop=${idop}${"&a=1".repeat(10_000)}`, null],
    ["POST", undefined, undefined, null],
    ["", "", "", null],
  ])("%s %s %s", (method, query, text, expected) => {
    expect(idopOf({ method, query, body: text })).toBe(expected);
  });
});
