import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { childOf, envelopeOf, type Operation, parseXml, SERVICE_NAMESPACE, type XmlNode } from "./payfip-xml";

const request = {
  exer: "2026",
  mel: "o'neil&fils@example.org",
  montant: "4250",
  numcli: "012345",
  objet: "Garderie janvier",
  refdet: "PER2026000123",
  saisie: "T",
  urlnotif: "https://portail.example.org/n?a=1&b=<2>",
  urlredirect: "https://portail.example.org/r",
};
const idop = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";

const envelopes: [Operation, string][] = [
  ["creerPaiementSecurise", envelopeOf("creerPaiementSecurise", request)],
  ["recupererDetailPaiementSecurise", envelopeOf("recupererDetailPaiementSecurise", { idOp: idop })],
  ["recupererDetailClient", envelopeOf("recupererDetailClient", { numCli: "012345" })],
];

function node(text: string): XmlNode {
  const parsed = parseXml(text);
  if (typeof parsed === "string") throw new Error(parsed);
  return parsed;
}

describe("a request", () => {
  it.each(envelopes)("for %s wraps its fields in an arg0 without namespace", (operation, envelope) => {
    expect(envelope).toContain(`xmlns:pai="${SERVICE_NAMESPACE}"`);
    expect(envelope).toContain(`<pai:${operation}><arg0>`);
    expect(envelope).not.toContain("xmlns=");
  });

  it("keeps the order of the schema whatever the order it was given in", () => {
    const shuffled = Object.fromEntries(Object.entries(request).reverse());
    expect(envelopeOf("creerPaiementSecurise", shuffled)).toBe(envelopes[0]?.[1]);
  });

  it("escapes what a mail or an address may hold, and leaves out what is empty", () => {
    const envelope = envelopeOf("creerPaiementSecurise", { ...request, objet: "" });
    expect(envelope).toContain("<urlnotif>https://portail.example.org/n?a=1&amp;b=&lt;2&gt;</urlnotif>");
    expect(envelope).not.toContain("objet");
    const body = childOf(childOf(node(envelope), "Body"), "creerPaiementSecurise");
    expect(childOf(childOf(body, "arg0"), "urlnotif")?.text).toBe(request.urlnotif);
  });
});

/** The treasury's own description, kept beside the repository where it may be; never a copy of it in here. */
const schemas = resolve(import.meta.dirname, "../../../shared/payfip-wsdl");

describe.skipIf(!existsSync(schemas))("a request, against the treasury's schema (../shared/payfip-wsdl)", () => {
  let refusalOf: (xml: string) => string | null;

  beforeAll(async () => {
    const { XmlDocument, XsdValidator, xmlRegisterInputProvider } = await import("libxml2-wasm");
    const { fsInputProviders } = await import("libxml2-wasm/lib/nodejs.mjs");
    xmlRegisterInputProvider(fsInputProviders);
    const file = resolve(schemas, "PaiementSecuriseService_schema1.xsd");
    const schema = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
    const validator = XsdValidator.fromDoc(schema);
    refusalOf = (xml) => {
      const message = XmlDocument.fromString(xml);
      try {
        validator.validate(message);
        return null;
      } catch (error) {
        return String(error);
      } finally {
        message.dispose();
      }
    };
  });

  function payloadOf(envelope: string): string {
    const inner = /<soapenv:Body>(.*)<\/soapenv:Body>/s.exec(envelope)?.[1] ?? "";
    return inner.replace(/^<pai:(\w+)>/, `<pai:$1 xmlns:pai="${SERVICE_NAMESPACE}">`);
  }

  it.each(envelopes)("%s is valid", (_, envelope) => {
    expect(refusalOf(payloadOf(envelope))).toBeNull();
  });

  it("would not be valid in another order, or with idop in lower case", () => {
    const [, create = ""] = envelopes[0] ?? [];
    expect(
      refusalOf(payloadOf(create).replace(/<exer>.*<\/exer>(<mel>.*<\/mel>)/, "$1<exer>2026</exer>")),
    ).not.toBeNull();
    const [, detail = ""] = envelopes[1] ?? [];
    expect(refusalOf(payloadOf(detail).replaceAll("idOp>", "idop>"))).not.toBeNull();
  });
});

describe("an answer to read", () => {
  it("loses its prefixes, comments and instructions, and keeps its spaces", () => {
    const root = node(
      `\ufeff<?xml version="1.0"?>\n<S:a xmlns:S="u"><!-- x --><b:c>  1<!-- y -->2 </b:c><?php x ?></S:a>\n`,
    );
    expect(root.name).toBe("a");
    expect(childOf(root, "c")?.text).toBe("  12 ");
  });

  it("has the five entities, numeric references and CDATA, each decoded once", () => {
    expect(node("<a>&lt;&amp;&gt;&quot;&apos; &#233;&#xE9; &amp;lt;</a>").text).toBe(`<&>"' éé &lt;`);
    expect(node("<a><![CDATA[<b>&amp;]]>&amp;</a>").text).toBe("<b>&amp;&");
  });

  it.each([
    ["nothing", "", "not-xml"],
    ["spaces", "  \n", "not-xml"],
    ["plain text", "Service indisponible", "not-xml"],
    ["a truncated message", "<a><b>1</b>", "not-xml"],
    ["a message cut inside a tag", "<a><b>1</b></", "not-xml"],
    ["two roots", "<a/><b/>", "not-xml"],
    ["text after the end", "<a></a>x", "not-xml"],
    ["crossed tags", "<a><b></a></b>", "not-xml"],
    ["a stray ampersand", "<a>x & y</a>", "not-xml"],
    ["an entity nobody defined", "<a>&secret;</a>", "not-xml"],
    ["a reference to no character", "<a>&#0;</a>", "not-xml"],
    ["a reference beyond Unicode", "<a>&#x110000;</a>", "not-xml"],
    ["a name that poisons objects", "<a><__proto__>1</__proto__></a>", "not-xml"],
    ["open CDATA", "<a><![CDATA[x</a>", "not-xml"],
    ["an endless nesting", "<a>".repeat(50_000), "not-xml"],
    ["a deep nesting", "<a>".repeat(5000) + "</a>".repeat(5000), "not-xml"],
    ["a web page", "<!DOCTYPE html><html><body><p>Erreur<br></body></html>", "doctype"],
    ["an external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`, "doctype"],
    [
      "a bomb of entities",
      `<?xml version="1.0"?><!doctype a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>`,
      "doctype",
    ],
    ["more than 1 MB", `<a>${"é".repeat(500_000)}</a>`, "too-large"],
  ])("is refused when it is %s", (_, text, refusal) => {
    expect(parseXml(text)).toBe(refusal);
  });

  it("is read up to 1 MB", () => {
    expect(node(`<a>${"x".repeat(999_993)}</a>`).text).toHaveLength(999_993);
  });
});
