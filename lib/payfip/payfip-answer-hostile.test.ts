/** Five thousand broken messages: each is read as something or refused, in time, and none is made into money. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Failure, readClient, readCreated, readDetail, readingOf } from "./payfip-answer";
import { parseXml } from "./payfip-xml";

const soap = (body: string) =>
  `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;
const detail = (letter: string) =>
  soap(
    `<ns2:recupererDetailPaiementSecuriseResponse xmlns:ns2="urn:x"><return><dattrans>23112026</dattrans><heurtrans>1630</heurtrans><idOp>a-1</idOp><mel>a&amp;b@example.org</mel><montant>4250</montant><numcli>012345</numcli><refdet>FACT000123</refdet><resultrans>${letter}</resultrans></return></ns2:recupererDetailPaiementSecuriseResponse>`,
  );
const MESSAGES = [
  detail("R"),
  soap(`<creerPaiementSecuriseResponse><return><idOp>cc0cb210-1cd4</idOp></return></creerPaiementSecuriseResponse>`),
  soap(`<recupererDetailClientResponse><return><libelleN1>MAIRIE</libelleN1></return></recupererDetailClientResponse>`),
  soap(
    `<S:Fault><faultcode>S:Server</faultcode><faultstring>x.FonctionnelleErreur</faultstring><detail><n:FonctionnelleErreur xmlns:n="u"><code>R3</code><severite>2</severite></n:FonctionnelleErreur></detail></S:Fault>`,
  ),
];

/** Pieces that break parsers. None holds a letter that means "paid". */
const junk = fc.constantFrom(
  ...[
    "<",
    ">",
    "&",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE x [",
    "]>",
    "<!ENTITY a 'b'>",
  ],
  ...[
    "&a;",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "&amp",
    "\u0000",
    "\ufeff",
    "\ud800",
    "\u202e",
    "é",
    " xmlns='",
    '"',
    "=",
  ],
  ...["<return>", "</return>", "<resultrans>", "<a:b:c>", "<__proto__>", "<constructor/>", "<a ".repeat(50)],
  "<x>".repeat(2000),
);
const mutation = fc.record({
  at: fc.nat(10_000),
  cut: fc.nat(60),
  put: fc.oneof(junk, fc.constant("")),
  twice: fc.boolean(),
});
const broken = fc
  .tuple(fc.constantFrom(...MESSAGES), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([message, steps]) =>
    steps.reduce((text, { at, cut, put, twice }) => {
      const from = at % (text.length + 1);
      const taken = text.slice(from, from + cut);
      return text.slice(0, from) + put + (twice ? taken + taken : "") + text.slice(from + cut);
    }, message),
  );

const REASONS: readonly Failure["reason"][] = ["functional", "technical", "transport", "unknown"];
const asked = { amountCents: 4250, refdet: "FACT000123", numcli: "012345", idop: "a-1" };

it("five thousand broken messages never throw, and never say paid", () => {
  fc.assert(
    fc.property(broken, fc.constantFrom(200, 200, 500, 302, 404), (body, httpStatus) => {
      for (const read of [readCreated, readDetail, readClient]) {
        const result = read({ httpStatus, body });
        if (!result.ok) expect(REASONS).toContain(result.reason);
      }
      const reading = readingOf(readDetail({ httpStatus, body }), asked);
      expect(reading.kind === "verdict" && reading.verdict.claim === "paid").toBe(false);
    }),
    { numRuns: 5000 },
  );
}, 60_000);

it("a broken message that still says paid says so of the amount, the reference and the client that were asked", () => {
  const letters = fc.tuple(fc.nat(2000), fc.constantFrom("0", "9", "X", "<", "", "</montant><montant>1"));
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 3 }), (changes) => {
      const body = changes.reduce((text, [at, put]) => {
        const from = at % text.length;
        return text.slice(0, from) + put + text.slice(from + 1);
      }, detail("P"));
      const result = readDetail({ httpStatus: 200, body });
      const reading = readingOf(result, asked);
      if (!result.ok || reading.kind !== "verdict" || reading.verdict.outcome !== "paid") return;
      const values = Object.entries(result.fields).map(([name, value]) => [name.toLowerCase(), value.trim()]);
      const fields = Object.fromEntries(values);
      expect(fields.montant).toBe("4250");
      for (const [name, value] of [
        ["refdet", "FACT000123"],
        ["numcli", "012345"],
        ["idop", "a-1"],
      ] as const) {
        if (fields[name]) expect(fields[name]).toBe(value);
      }
    }),
    { numRuns: 3000 },
  );
}, 60_000);

describe("a message made to exhaust its reader", () => {
  const MB = 990_000;
  it.each([
    ["of nothing but openings", "<a>".repeat(MB / 3)],
    ["of nothing but nesting", `${"<a>".repeat(MB / 7)}${"</a>".repeat(MB / 7)}`],
    ["of brothers", `<a>${"<b/>".repeat(MB / 4)}</a>`],
    ["of attributes", `<a ${'b="c" '.repeat(MB / 6)}/>`],
    ["of one long name", `<${"a".repeat(MB)}/>`],
    ["of entities", `<a>${"&amp;".repeat(MB / 5)}</a>`],
    ["of an entity that never ends", `<a>&${"a".repeat(MB)}</a>`],
    ["of comments", `<a>${"<!-- -->".repeat(MB / 8)}</a>`],
    ["of angle brackets", "<".repeat(MB)],
    ["of colons", `<${"a:".repeat(MB / 2)}/>`],
  ])("%s is read or refused within seconds", { timeout: 30_000 }, (_, text) => {
    const started = performance.now();
    const read = parseXml(text);
    expect(typeof read === "string" || typeof read.name === "string").toBe(true);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
