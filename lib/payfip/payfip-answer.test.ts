import { describe, expect, it } from "vitest";
import { readClient, readCreated, readDetail, readingOf } from "./payfip-answer";

const idop = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";
const paid = "<idOp>x</idOp><montant>4250</montant><resultrans>P</resultrans>";

function soap(body: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;
}

function answer(operation: string, fields: string): string {
  return soap(`<ns2:${operation}Response xmlns:ns2="urn:x"><return>${fields}</return></ns2:${operation}Response>`);
}

function fault(
  element: string,
  children: string,
  faultstring = `fr.gouv.finances.cp.tpa.webservice.exceptions.${element}`,
) {
  return soap(
    `<S:Fault><faultcode>S:Server</faultcode><faultstring>${faultstring}</faultstring><detail><ns1:${element} xmlns:ns1="urn:x">${children}</ns1:${element}></detail></S:Fault>`,
  );
}

function created(body: string, httpStatus = 200) {
  return readCreated({ httpStatus, body });
}

function detailed(body: string, httpStatus = 200) {
  return readDetail({ httpStatus, body });
}

describe("an opened payment", () => {
  it.each([
    ["idOp, as in the schema", answer("creerPaiementSecurise", `<idOp>${idop}</idOp>`)],
    ["idop, as in the guide", answer("creerPaiementSecurise", `<idop>${idop}</idop>`)],
    [
      "no prefix at all",
      answer("creerPaiementSecurise", `<idOp>${idop}</idOp>`).replaceAll("ns2:", "").replaceAll("S:", ""),
    ],
    ["other prefixes", answer("creerPaiementSecurise", `<q:idOp>\n ${idop}\n</q:idOp>`).replaceAll("S:", "soap:")],
    ["a header", answer("creerPaiementSecurise", `<idOp>${idop}</idOp>`).replace("<S:Body>", "<S:Header/><S:Body>")],
  ])("is read with %s", (_, body) => {
    expect(created(body)).toMatchObject({ ok: true, idop });
  });

  it.each([
    ["without an id", answer("creerPaiementSecurise", "")],
    ["with an empty id", answer("creerPaiementSecurise", "<idOp/>")],
    ["with an id that would leave its address", answer("creerPaiementSecurise", "<idOp>../x?y=1</idOp>")],
    ["with an endless id", answer("creerPaiementSecurise", `<idOp>${"a".repeat(65)}</idOp>`)],
    ["with two ids", answer("creerPaiementSecurise", `<idOp>${idop}</idOp><idop>other</idop>`)],
    ["without a return", soap("<creerPaiementSecuriseResponse/>")],
    ["that answers another question", answer("recupererDetailClient", "<numcli>012345</numcli>")],
    ["with an empty body", soap("")],
    ["with two answers", soap("<creerPaiementSecuriseResponse/><creerPaiementSecuriseResponse/>")],
  ])("%s is of no use", (_, body) => {
    expect(created(body)).toMatchObject({ ok: false, reason: "unknown", retryable: true });
  });

  it("keeps the raw answer either way", () => {
    const body = answer("creerPaiementSecurise", `<idOp>${idop}</idOp>`);
    expect(created(body).raw).toEqual({ httpStatus: 200, body });
    expect(created("x", 502).raw).toEqual({ httpStatus: 502, body: "x" });
  });
});

describe("what is no message of the service", () => {
  it.each([
    ["a web page", 200, "<html><body>Maintenance</body></html>"],
    ["a web page with a doctype", 503, "<!DOCTYPE html><html></html>"],
    ["half a message", 200, answer("recupererDetailPaiementSecurise", paid).slice(0, -12)],
    ["an empty answer", 200, ""],
    ["a redirection", 302, ""],
    ["JSON", 200, `{"idop":"${idop}"}`],
    ["another XML", 200, "<a/>"],
    ["a message with a document type", 200, `<!DOCTYPE x>${answer("recupererDetailPaiementSecurise", paid)}`],
  ])("is a failure of transport: %s", (_, status, body) => {
    expect(detailed(body, status)).toMatchObject({ ok: false, reason: "transport", code: null, retryable: true });
    expect(readingOf(detailed(body, status))).toEqual({ kind: "silence" });
  });

  it("so is no answer at all, with what happened as its message", () => {
    const lost = readDetail({ httpStatus: null, body: "TimeoutError" });
    expect(lost).toMatchObject({ ok: false, reason: "transport", message: "TimeoutError" });
  });

  it("a result under an error status is not believed", () => {
    expect(detailed(answer("recupererDetailPaiementSecurise", paid), 500)).toMatchObject({
      ok: false,
      reason: "unknown",
    });
  });
});

describe("a detail", () => {
  it("gives its fields as received", () => {
    const body = answer(
      "recupererDetailPaiementSecurise",
      "<mel>a&amp;b@example.org</mel><numauto> 1 </numauto><idop>x</idop>",
    );
    expect(detailed(body)).toMatchObject({ ok: true, fields: { mel: "a&b@example.org", numauto: " 1 ", idop: "x" } });
  });

  it.each([
    ["has no result", answer("recupererDetailPaiementSecurise", "<montant>4250</montant>")],
    ["has an empty result", answer("recupererDetailPaiementSecurise", "<resultrans></resultrans>")],
    ["has a result that is not text", answer("recupererDetailPaiementSecurise", "<resultrans><x>P</x></resultrans>")],
    ["is empty", answer("recupererDetailPaiementSecurise", "")],
    ["has no return", soap("<recupererDetailPaiementSecuriseResponse/>")],
  ])("that %s is unknown, not refused", (_, body) => {
    expect(readingOf(detailed(body))).toMatchObject({ kind: "verdict", verdict: { outcome: "unknown" } });
  });

  it("with two results is believed for neither", () => {
    const twice = answer("recupererDetailPaiementSecurise", `${paid}<RESULTRANS>R</RESULTRANS>`);
    expect(detailed(twice)).toMatchObject({ ok: false, reason: "unknown" });
  });
});

describe("a fault", () => {
  const p5 = "<code>P5</code><descriptif/><libelle>Résultat non connu</libelle><severite>2</severite>";

  it.each([
    ["functional", "FonctionnelleErreur", p5, { code: "P5", message: "Résultat non connu", retryable: true }],
    [
      "functional",
      "FonctionnelleErreur",
      "<code>P1</code><descriptif>Inconnu</descriptif>",
      { code: "P1", retryable: false },
    ],
    ["functional", "FonctionnelleErreur", "<code> A2 </code>", { code: "A2", retryable: false }],
    ["functional", "FonctionnelleErreur", "<code>Q7</code>", { code: "Q7", retryable: false }],
    ["functional", "FonctionnelleErreur", "", { code: null, retryable: false }],
    ["technical", "FonctionnelleErreur", "<code>999</code>", { code: "999", retryable: true }],
    ["technical", "TechDysfonctionnementErreur", "<code>P5</code>", { code: "P5", retryable: true }],
    [
      "technical",
      "TechIndisponibiliteErreur",
      "<libelle>Indisponible</libelle>",
      { code: null, message: "Indisponible" },
    ],
    ["technical", "TechProtocolaireErreur", "", { code: null, retryable: true }],
  ])("is %s: %s %s", (reason, element, children, expected) => {
    for (const status of [500, 200]) {
      expect(detailed(fault(element, children), status)).toMatchObject({ ok: false, reason, ...expected });
    }
  });

  it("is told apart by its faultstring when it has no detail", () => {
    const bare = (text: string) =>
      soap(`<S:Fault><faultcode>S:Server</faultcode><faultstring>${text}</faultstring></S:Fault>`);
    expect(detailed(bare("x.y.FonctionnelleErreur"), 500)).toMatchObject({ reason: "functional", code: null });
    expect(detailed(bare("x.y.TechIndisponibiliteErreur"), 500)).toMatchObject({ reason: "technical" });
    expect(detailed(bare("java.lang.NullPointerException"), 500)).toMatchObject({ reason: "unknown", retryable: true });
    expect(detailed(soap("<S:Fault/>"), 500)).toMatchObject({ reason: "unknown", message: null });
  });

  it("with a code the tables do not know, or without one, changes nothing", () => {
    expect(readingOf(detailed(fault("FonctionnelleErreur", ""), 500))).toEqual({ kind: "silence" });
    expect(readingOf(detailed(fault("TechDysfonctionnementErreur", "<code>P1</code>"), 500))).toEqual({
      kind: "silence",
    });
    expect(readingOf(detailed(fault("FonctionnelleErreur", p5), 500))).toEqual({ kind: "code", code: "P5" });
  });
});

it("names the client of a contract", () => {
  const fields = "<libelleN1>MAIRIE</libelleN1><libelleN2>DE VALMONTEL</libelleN2><numcli>012345</numcli>";
  const named = readClient({ httpStatus: 200, body: answer("recupererDetailClient", fields) });
  expect(named).toMatchObject({ client: { libelleN1: "MAIRIE", libelleN2: "DE VALMONTEL", numcli: "012345" } });
  expect(readClient({ httpStatus: 200, body: answer("recupererDetailClient", "") })).toMatchObject({
    reason: "unknown",
  });
});
