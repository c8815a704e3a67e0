import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readingOf } from "@/lib/payfip/payfip-answer";
import { envelopeOf } from "@/lib/payfip/payfip-xml";
import { next } from "@/lib/payment/rules";
import { startTown, type Town } from "./testing/town";

let town: Town;

beforeAll(async () => {
  town = await startTown();
});

afterAll(() => town.close());

afterEach(async () => {
  await town.control("DELETE", "behaviour");
});

const expected = { amountCents: 4250, refdet: "PER2026000123", numcli: "012345", mode: "T", testPays: true } as const;

describe("what the service refuses", () => {
  /** A request past the portal's own rules, to see the service's. */
  async function codeFor(change: Record<string, string>): Promise<string | undefined> {
    const good = {
      ...{
        exer: "2026",
        mel: "a@example.org",
        montant: "4250",
        numcli: "012345",
        refdet: "PER2026000123",
        saisie: "T",
      },
      ...{ urlnotif: "https://p.example.org/n", urlredirect: "https://p.example.org/r" },
    };
    const answer = await town.sendRaw(envelopeOf("creerPaiementSecurise", { ...good, ...change }));
    expect(answer.status).toBe(500);
    return /<code>(.*)<\/code>/.exec(await answer.text())?.[1];
  }

  it.each([
    ["R3", { refdet: "ABCD" }],
    ["R3", { refdet: "réf00123" }],
    ["A1", { mel: "" }],
    ["A2", { mel: "john.doeexample.com" }],
    ["A2", { mel: "john.doeexample.com", montant: "9990000001" }],
    ["M1", { montant: "42.50" }],
    ["M3", { montant: "99" }],
    ["M5", { montant: "10000000" }],
    ["S1", { saisie: "M" }],
    ["T1", { numcli: "12345" }],
    ["T2", { numcli: "000000" }],
    ["N1", { urlnotif: "/relative" }],
    ["D1", { urlredirect: "" }],
  ])("is told by %s for %j", async (code, change) => {
    expect(await codeFor(change)).toBe(code);
  });

  it("is also a message in another order, without its namespace, or with a document type", async () => {
    const message = envelopeOf("creerPaiementSecurise", { exer: "2026", mel: "a@example.org", montant: "4250" });
    for (const wrong of [
      message.replace(/(<exer>.*<\/exer>)(<mel>.*<\/mel>)/, "$2$1"),
      message.replace("<arg0>", '<arg0 xmlns="urn:x">'),
      message.replace("/services/mas_securite", "/autre"),
      message.replace("<?xml", "<!DOCTYPE x><?xml").replace(/^(<!DOCTYPE x>)(<\?xml[^>]*>)/, "$2$1"),
      message.slice(0, -20),
      "hello",
      "",
    ]) {
      const answer = await town.sendRaw(wrong);
      expect(answer.status, wrong).toBe(500);
      expect(await answer.text(), wrong).toContain("TechProtocolaireErreur");
    }
  });

  it("an id in lower case is unknown, as it is to the live service", async () => {
    const { idop } = await town.open();
    const message = envelopeOf("recupererDetailPaiementSecurise", { idOp: idop }).replaceAll("idOp>", "idop>");
    expect(await (await town.sendRaw(message)).text()).toContain("<code>P1</code>");
  });

  it("tells whom the contract belongs to", async () => {
    expect(await town.gateway().client()).toMatchObject({
      ok: true,
      client: { numcli: "012345", libelleN1: "SIMULATEUR" },
    });
    expect(await town.gateway({ numcli: "000000" }).client()).toMatchObject({ reason: "functional", code: "T2" });
  });

  it("and the portal refuses before asking", async () => {
    expect(await town.gateway().create(town.order({ amountCents: 99 }))).toEqual({
      ok: false,
      reason: "invalid",
      field: "montant",
    });
    expect(await town.gateway().create(town.order({ mel: "nobody" }))).toEqual({
      ok: false,
      reason: "invalid",
      field: "mel",
    });
    expect(await town.gateway({ mode: "M" }).create(town.order())).toEqual({
      ok: false,
      reason: "invalid",
      field: "saisie",
    });
    expect(await town.gateway({ mode: "W" }).create(town.order())).toEqual({
      ok: false,
      reason: "invalid",
      field: "urlnotif",
    });
    expect(await town.control("GET", "payments")).not.toContainEqual(
      expect.objectContaining({ fields: { montant: "99" } }),
    );
  });
});

describe("a service that misbehaves", () => {
  it("is a failure of transport when it answers with a web page, half a message, nothing, or too late", async () => {
    for (const behaviour of [{ answerHtml: true }, { truncateAnswers: true }, { loseAnswers: 1 }, { delayMs: 400 }]) {
      await town.control("DELETE", "behaviour");
      await town.control("POST", "behaviour", behaviour);
      const answer = await town.gateway({ timeoutMs: 200 }).create(town.order());
      expect(answer, JSON.stringify(behaviour)).toMatchObject({ ok: false, reason: "transport", retryable: true });
    }
  });

  it("opens a payment whose answer is lost: nobody gets its address, so it harms nobody", async () => {
    await town.control("POST", "behaviour", { loseAnswers: 1 });
    const before = (await town.control("GET", "payments")) as unknown[];
    await town.gateway().create(town.order());
    expect(await town.control("GET", "payments")).toHaveLength(before.length + 1);
  });

  it("gives planned faults one by one, to the operation they wait for", async () => {
    const operation = "recupererDetailPaiementSecurise";
    await town.control("POST", "behaviour", {
      faultNext: [
        { code: "999", kind: "TechIndisponibiliteErreur", operation },
        { code: "Q7", operation },
      ],
    });
    const { idop } = await town.open();
    expect(await town.gateway().detail(idop)).toMatchObject({ reason: "technical", code: "999" });
    expect(await town.gateway().detail(idop)).toMatchObject({ reason: "functional", code: "Q7" });
    expect(await town.gateway().detail(idop)).toMatchObject({ code: "P5" });
  });

  it("may spell, leave out or change fields", async () => {
    await town.control("POST", "behaviour", { idopName: "idop" });
    const { idop } = await town.open();
    await town.press(idop, "P");
    await town.control("POST", "behaviour", { omitFields: ["resultrans"] });
    expect(readingOf(await town.gateway().detail(idop))).toMatchObject({ verdict: { outcome: "unknown" } });
    await town.control("POST", "behaviour", { omitFields: [], overrideFields: { montant: "4251" } });
    expect(next("pending", readingOf(await town.gateway().detail(idop), expected), 1)).toBe("payment.amount-differed");
  });

  it("loses three answers in ten, the same ones each time", async () => {
    const { idop } = await town.open();
    const lost = async () => {
      await town.control("DELETE", "behaviour");
      await town.control("POST", "behaviour", { loseAnswers: 0.3 });
      const answers: boolean[] = [];
      for (let asked = 0; asked < 40; asked++)
        answers.push((await town.gateway().detail(idop)).raw.httpStatus === null);
      return answers;
    };
    const first = await lost();
    expect(first.filter(Boolean).length).toBeGreaterThan(5);
    expect(first.filter(Boolean).length).toBeLessThan(20);
    expect(await lost()).toEqual(first);
  });

  it("notifies twice, before the return, or never", async () => {
    await town.control("POST", "behaviour", { notifyTwice: true, notifyBeforeReturn: true });
    const early = await town.open();
    await town.press(early.idop, "P");
    expect(town.knocksFor(early.idop)).toHaveLength(2);
    await town.control("POST", "behaviour", { notifyNever: true });
    const never = await town.open();
    await town.press(never.idop, "P");
    expect(town.knocksFor(never.idop)).toHaveLength(0);
  });

  it("does not accept a word it does not know", async () => {
    const wrong = { method: "POST", body: JSON.stringify({ loseAnswer: 1 }) };
    expect((await fetch(`${town.url}/_double/behaviour`, wrong)).status).toBe(400);
  });
});
