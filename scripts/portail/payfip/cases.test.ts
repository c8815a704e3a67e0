import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerCase } from "./cases";

function answer(line: object): unknown {
  const { id, ...rest } = JSON.parse(answerCase(JSON.stringify({ id: "c1", ...line })));
  expect(id).toBe("c1");
  return rest;
}

const create = {
  ...{ exer: "2026", mel: "parent@example.org", montant: "4250", numcli: "012345", objet: "Garderie janvier" },
  ...{ refdet: "FACT000123", saisie: "T" },
  ...{ urlnotif: "https://p.example.org/n?a=1&b=2", urlredirect: "https://p.example.org/r" },
};
const redirect = {
  ...{ numcli: "012345", exer: "2026", refdet: "FACT000123", objet: "Garderie janvier", amountCents: 4250 },
  ...{ mel: "parent@example.org", urlcl: "https://portail.example.org/paiement/retour", saisie: "T" },
};

function request(change: object, operation = "creerPaiementSecurise", base: object = create) {
  const input = Object.fromEntries(Object.entries({ ...base, ...change }).filter(([, value]) => value !== undefined));
  return answer({ kind: "request", operation, input });
}

describe("payfip cases: request", () => {
  it("gives the envelope", () => {
    expect(request({})).toMatchObject({ ok: true, xml: expect.stringContaining("n?a=1&amp;b=2</urlnotif>") });
    expect(request({ exer: undefined, objet: undefined })).toMatchObject({ ok: true });
    expect(request({}, "recupererDetailPaiementSecurise", { idOp: "a-1" })).toMatchObject({ ok: true });
    expect(request({}, "recupererDetailClient", { numCli: "012345" })).toMatchObject({ ok: true });
  });

  it.each([
    ["refdet", { refdet: "ABCDE" }],
    ["refdet", { refdet: undefined }],
    ["mel", { mel: "a@b.f" }],
    ["mel", { mel: "nobody", montant: "1" }],
    ["montant", { montant: "99" }],
    ["montant", { montant: "10000000" }],
    ["montant", { montant: "42.50" }],
    ["montant", { montant: 4250 }],
    ["numcli", { numcli: "12345" }],
    ["objet", { objet: "Garderie d'été" }],
    ["objet", { objet: "a".repeat(101) }],
    ["saisie", { saisie: "M" }],
    ["urlnotif", { urlnotif: `https://p.example.org/${"a".repeat(250)}` }],
    ["urlredirect", { urlredirect: "javascript:alert(1)" }],
    ["urlnotif", { saisie: "W", urlnotif: "http://p.example.org/n" }],
    ["exer", { exer: "26" }],
    ["iban", { iban: "FR76" }],
  ])("names %s as the field at fault in %j", (field, change) => {
    expect(request(change)).toEqual({ ok: false, error: "invalid", field });
  });

  it("does not take one operation's fields for another's", () => {
    expect(request({}, "recupererDetailPaiementSecurise", { idop: "a-1" })).toMatchObject({
      error: "invalid",
      field: "idOp",
    });
    expect(request({}, "recupererDetailPaiementSecurise", { idOp: "a/b" })).toMatchObject({
      error: "invalid",
      field: "idOp",
    });
    expect(request({}, "recupererDetailClient", { numcli: "012345" })).toMatchObject({ field: "numCli" });
    expect(request({}, "supprimer", {})).toEqual({ ok: false, error: "malformed" });
  });
});

describe("payfip cases: response", () => {
  const soap = (content: string) =>
    `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${content}</S:Body></S:Envelope>`;
  const detail = (fields: string) =>
    soap(
      `<a:recupererDetailPaiementSecuriseResponse xmlns:a="u"><return>${fields}</return></a:recupererDetailPaiementSecuriseResponse>`,
    );
  const read = (xml: string, more: object = {}) =>
    answer({ kind: "response", operation: "recupererDetailPaiementSecurise", httpStatus: 200, xml, ...more });
  const paid =
    "<dattrans>23112026</dattrans><heurtrans>1630</heurtrans><montant>4250</montant><resultrans>V</resultrans>";

  it("tells a result in the portal's words, beside the fields as received", () => {
    expect(read(detail(paid), { expected: { amountCents: 4250 } })).toEqual({
      ok: true,
      detail: { dattrans: "23112026", heurtrans: "1630", montant: "4250", resultrans: "V" },
      ...{ outcome: "paid", means: "debit", amountCents: 4250, paidAt: "2026-11-23T16:30" },
    });
    expect(read(detail(paid), { expected: { amountCents: 4251 } })).toMatchObject({ outcome: "suspect" });
    expect(read(detail(""))).toMatchObject({
      ok: true,
      detail: {},
      outcome: "unknown",
      means: null,
      amountCents: null,
    });
  });

  it("gives the id, the client, or a typed error", () => {
    const created = soap(
      "<creerPaiementSecuriseResponse><return><idop>a-1</idop></return></creerPaiementSecuriseResponse>",
    );
    expect(read(created, { operation: "creerPaiementSecurise" })).toEqual({ ok: true, idop: "a-1" });
    const client = soap(
      "<recupererDetailClientResponse><return><numcli>012345</numcli></return></recupererDetailClientResponse>",
    );
    expect(read(client, { operation: "recupererDetailClient" })).toEqual({ ok: true, client: { numcli: "012345" } });
    expect(read("<html/>", { httpStatus: 503 })).toMatchObject({ ok: false, error: "transport", retryable: true });
    expect(read("", { httpStatus: null })).toMatchObject({ ok: false, error: "transport", retryable: true });
    const fault = soap(
      "<S:Fault><detail><FonctionnelleErreur><code>P1</code></FonctionnelleErreur></detail></S:Fault>",
    );
    expect(read(fault, { httpStatus: 500 })).toEqual({ ok: false, error: "functional", code: "P1", retryable: false });
  });
});

describe("payfip cases: status", () => {
  const status = (answered: object, ageMinutes: number | null) =>
    answer({ kind: "status", answer: answered, ageMinutes });

  it.each([
    [{ code: "P5" }, ["waiting", "expired", "expired", "waiting"]],
    [{ code: "P1" }, ["expired", "expired", "expired", "expired"]],
    [{ resultrans: "A" }, ["waiting", "cancelled", "cancelled", "waiting"]],
    [{ resultrans: "P" }, ["paid", "paid", "paid", "paid"]],
    [{ resultrans: "V" }, ["paid", "paid", "paid", "paid"]],
    [{ resultrans: "R" }, ["refused", "refused", "refused", "refused"]],
    [{ resultrans: "Z" }, ["refused", "refused", "refused", "refused"]],
  ])("%j at 19, 20, 21 minutes and at an unknown age", (answered, states) => {
    const got = [19, 20, 21, null].map((age) => status(answered, age));
    expect(got).toEqual(states.map((state) => ({ ok: true, state })));
  });

  it("has no state for what changes none", () => {
    expect(status({ code: "999" }, 5)).toEqual({ ok: false, error: "technical" });
    expect(status({ code: "Q7" }, 5)).toEqual({ ok: false, error: "unknown" });
    expect(status({ resultrans: "B" }, 5)).toEqual({ ok: false, error: "unknown" });
    expect(status({}, 5)).toEqual({ ok: false, error: "malformed" });
    expect(status({ code: "P5" }, -1)).toEqual({ ok: false, error: "malformed" });
  });
});

describe("payfip cases: objet, redirect, return, notification", () => {
  it("cleans a subject", () => {
    expect(answer({ kind: "objet", text: "Garderie d’été – n°12" })).toEqual({ ok: true, objet: "Garderie dete n12" });
    expect(answer({ kind: "objet", text: "’’" })).toEqual({ ok: true, objet: null });
    expect(answer({ kind: "objet", text: 5 })).toEqual({ ok: false, error: "malformed" });
  });

  it("builds the address of the form", () => {
    expect(answer({ kind: "redirect", input: redirect })).toEqual({
      ok: true,
      url: "https://www.payfip.gouv.fr/tpa/paiement.web?numcli=012345&exer=2026&refdet=FACT000123&objet=Garderie+janvier&montant=4250&mel=parent%40example.org&urlcl=https%3A%2F%2Fportail.example.org%2Fpaiement%2Fretour&saisie=T",
    });
  });

  it.each([
    ["saisie", { saisie: "W" }],
    ["amountCents", { amountCents: 19.99 }],
    ["amountCents", { amountCents: "4250" }],
    ["amountCents", { amountCents: 99 }],
    ["urlcl", { saisie: "A", urlcl: "http://portail.example.org/" }],
    ["montant", { montant: "4250" }],
  ])("refuses an address whose %s is wrong: %j", (field, change) => {
    expect(answer({ kind: "redirect", input: { ...redirect, ...change } })).toEqual({
      ok: false,
      error: "invalid",
      field,
    });
  });

  it("reads a posted result against what was stored", () => {
    const stored = { refdet: "FACT000123", amountCents: 4250, numcli: "012345", saisie: "A" };
    const body = "REFDET=FACT000123&montant=4250&numcli=012345&saisie=A&resultrans=P&dattrans=23112026&heurtrans=1630";
    const told = { ok: true, refdet: "FACT000123", means: "card", amountCents: 4250, paidAt: "2026-11-23T16:30" };
    const posted = (text: string, known?: object) =>
      answer({ kind: "return", body: text, ...(known ? { stored: known } : {}) });
    expect(posted(body, stored)).toEqual({ ...told, outcome: "paid" });
    expect(posted(body)).toEqual({ ...told, outcome: "paid" });
    expect(posted(body, { ...stored, amountCents: 1 })).toEqual({ ...told, outcome: "suspect" });
    expect(posted(body, { ...stored, saisie: "T" })).toEqual({ ...told, outcome: "suspect" });
    expect(posted(body, { ...stored, refdet: "FACT000124" })).toEqual({ ok: false, error: "unknown-reference" });
    expect(posted("refdet=FACT000123", stored)).toEqual({ ok: false, error: "missing-result" });
    expect(posted("", stored)).toMatchObject({ ok: false });
  });

  it("reads the id of a notification", () => {
    expect(answer({ kind: "notification", method: "POST", body: "idOp=a-1" })).toEqual({ ok: true, idop: "a-1" });
    expect(answer({ kind: "notification", method: "GET", query: "idop=a-1", body: null })).toEqual({
      ok: true,
      idop: "a-1",
    });
    expect(answer({ kind: "notification", method: "POST", body: "idop=%3Cscript%3E" })).toMatchObject({ ok: false });
    expect(answer({ kind: "notification", method: "DELETE", query: "idop=a-1" })).toMatchObject({ ok: false });
  });
});

describe("payfip cases: a line that is no case", () => {
  it.each([
    "",
    "nope",
    "[]",
    "null",
    "1",
    '"x"',
    "{}",
    '{"id":1}',
    '{"id":1,"kind":"toString"}',
    '{"kind":"objet","text":"a"}',
  ])("%j is malformed", (line) => {
    expect(JSON.parse(answerCase(line))).toMatchObject({ ok: false, error: "malformed" });
  });

  it("keeps an id that is not text, and survives names that poison objects", () => {
    expect(JSON.parse(answerCase('{"id":7,"kind":"objet","text":"a"}'))).toEqual({ id: 7, ok: true, objet: "a" });
    const line =
      '{"id":1,"__proto__":{"x":1},"kind":"request","operation":"recupererDetailClient","input":{"__proto__":"y"}}';
    expect(JSON.parse(answerCase(line))).toMatchObject({ id: 1, ok: false, error: "invalid" });
  });

  it("never crashes and always answers one line of JSON with the same id", () => {
    const kind = fc.constantFrom("request", "response", "status", "objet", "redirect", "return", "notification");
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("<a>", "idop=%", "&x;", "<!DOCTYPE a>", "P5"));
    const value = fc.oneof(
      text,
      fc.jsonValue(),
      fc.constantFrom<unknown>("creerPaiementSecurise", 200, create, redirect),
    );
    const keys = [
      "operation",
      "input",
      "httpStatus",
      "xml",
      "expected",
      "answer",
      "ageMinutes",
      "text",
      "body",
      "stored",
    ];
    const fields = fc.dictionary(fc.constantFrom(...keys, "method", "query"), value);
    fc.assert(
      fc.property(kind, fields, (name, more) => {
        const line = answerCase(JSON.stringify({ ...more, id: "f", kind: name }));
        expect(line).not.toContain("\n");
        expect(JSON.parse(line)).toMatchObject({ id: "f", ok: expect.any(Boolean) });
      }),
      { numRuns: 2000 },
    );
  });

  it("answers five thousand lines broken at random, each with one line of JSON, and never with money out of nothing", () => {
    const stored = { refdet: "FACT000123", amountCents: 4250 };
    const body = "refdet=FACT000123&montant=4250&resultrans=R&saisie=T";
    const lines = [
      { id: "f", kind: "request", operation: "creerPaiementSecurise", input: create },
      { id: "f", kind: "response", operation: "recupererDetailClient", httpStatus: 200, xml: "<a><return/></a>" },
      { id: "f", kind: "status", answer: { code: "P5" }, ageMinutes: 19 },
      { id: "f", kind: "objet", text: "Garderie d’été – n°12" },
      { id: "f", kind: "redirect", input: redirect },
      { id: "f", kind: "return", body, stored },
      { id: "f", kind: "notification", method: "POST", body: "idop=a-1" },
    ].map((line) => JSON.stringify(line));
    const put = fc.constantFrom(
      "",
      '"',
      "{",
      "}",
      "\\",
      "null",
      "[1]",
      "1e999",
      "-0",
      "\u0000",
      "é",
      "&",
      "%",
      ",",
      ":",
      "19.99",
    );
    const change = fc.tuple(fc.nat(1000), fc.nat(12), put);
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.array(change, { minLength: 1, maxLength: 3 }), (line, changes) => {
        const broken = changes.reduce((text, [at, cut, piece]) => {
          const from = at % text.length;
          return text.slice(0, from) + piece + text.slice(from + cut);
        }, line);
        const answered = answerCase(broken);
        expect(answered).not.toContain("\n");
        const told = JSON.parse(answered);
        expect(told).toMatchObject({ ok: expect.any(Boolean) });
        expect(told.outcome === "paid" || told.state === "paid").toBe(false);
      }),
      { numRuns: 5000 },
    );
  }, 60_000);
});
