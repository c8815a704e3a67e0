/** What a network can say instead of an answer, over real HTTP: read as far as is needed, never believed, never thrown. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPayFip } from "./payfip";

type Answerer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let url: string;
let answer: Answerer;
let calls: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1;
    response.on("error", () => undefined);
    answer(response, request);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls = 0;
});

const gateway = (timeoutMs = 3000) =>
  createPayFip({ soapUrl: `${url}soap`, pageUrl: url, numcli: "012345", mode: "T", timeoutMs });
const ask = (answerer: Answerer, timeoutMs?: number) => {
  answer = answerer;
  return gateway(timeoutMs).detail("op-1");
};

const paid = `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><n:recupererDetailPaiementSecuriseResponse xmlns:n="u"><return><idOp>op-1</idOp><montant>4250</montant><objet>été</objet><resultrans>P</resultrans></return></n:recupererDetailPaiementSecuriseResponse></S:Body></S:Envelope>`;
const send =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answerer =>
  (response) => {
    response.writeHead(status, { "content-type": "text/xml; charset=utf-8", ...headers }).end(body);
  };

describe("an answer of the service", () => {
  it.each([
    ["as it should be", send(paid)],
    ["with a byte order mark", send(`\ufeff${paid}`)],
    ["under a wrong content type", send(paid, { "content-type": "text/html" })],
    ["under no content type", (response: ServerResponse) => response.end(paid)],
    [
      "in Latin letters of the West",
      send(Buffer.from(paid, "latin1"), { "content-type": "text/xml; charset=ISO-8859-1" }),
    ],
    ["compressed", send(gzipSync(paid), { "content-encoding": "gzip" })],
  ])("is read %s", async (_, answerer) => {
    expect(await ask(answerer)).toMatchObject({ ok: true, fields: { resultrans: "P", objet: "été", montant: "4250" } });
  });

  it("is read when it comes letter by letter, a letter of two bytes cut in half", async () => {
    const bytes = Buffer.from(paid);
    const cut = bytes.indexOf("été") + 1;
    const slow: Answerer = (response) => {
      response.writeHead(200, { "content-type": "text/xml" });
      response.write(bytes.subarray(0, cut));
      setTimeout(() => response.end(bytes.subarray(cut)), 30);
    };
    expect(await ask(slow)).toMatchObject({ ok: true, fields: { objet: "été" } });
  });

  it("without a result is unknown, and under an error status is not believed", async () => {
    expect(await ask(send(paid.replace(/<resultrans>.*<\/resultrans>/, "")))).toMatchObject({ ok: true });
    expect(await ask(send(paid, {}, 500))).toMatchObject({ ok: false, reason: "unknown" });
  });
});

describe("what is no answer", () => {
  it.each([
    ["a web page", send("<!DOCTYPE html><html><body>Maintenance</body></html>", { "content-type": "text/html" }, 503)],
    ["half a message", send(paid.slice(0, -40))],
    ["JSON", send('{"resultrans":"P"}', { "content-type": "application/json" })],
    ["nothing at all", send("")],
    ["bytes of chance", send(Buffer.from([0, 255, 254, 60, 83, 58]))],
    [
      "a message that asks for another file",
      send(`<!DOCTYPE S [<!ENTITY x SYSTEM "${"http://127.0.0.1:1/"}">]>${paid}`),
    ],
    ["a connection that breaks", (response: ServerResponse) => response.destroy()],
    ["a compressed answer that is not", send("not gzip", { "content-encoding": "gzip" })],
  ])("is a failure of transport that may be asked again: %s", async (_, answerer) => {
    expect(await ask(answerer)).toMatchObject({ ok: false, reason: "transport", code: null, retryable: true });
  });

  it("is not followed elsewhere", async () => {
    expect(await ask(send("", { location: `${url}elsewhere` }, 302))).toMatchObject({ ok: false, reason: "transport" });
    expect(calls).toBe(1);
  });

  it("is waited for so long and no longer", async () => {
    expect(await ask(() => undefined, 150)).toMatchObject({ ok: false, reason: "transport" });
  });

  it("is let go of at 1 MB, however much the other side would still send", async () => {
    const letGo = new Promise<number>((told) => {
      answer = (response) => {
        let sent = 0;
        const chunk = `<a>${"x".repeat(65_536)}</a>`;
        response.writeHead(200, { "content-type": "text/xml" });
        response.on("close", () => told(sent));
        const push = () => {
          while (!response.destroyed && sent < 500_000_000) {
            sent += chunk.length;
            if (!response.write(chunk)) return;
          }
        };
        response.on("drain", push);
        push();
      };
    });
    expect(await gateway().detail("op-1")).toMatchObject({
      ok: false,
      reason: "transport",
      message: expect.stringContaining("1 MB"),
    });
    // What lies in the buffers of the two sockets is more than was read, but far from all.
    expect(await letGo).toBeLessThan(50_000_000);
  });

  it("is let go of at 1 MB unpacked, be it ever so small on the way", async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await ask(send(bomb, { "content-encoding": "gzip" }))).toMatchObject({ ok: false, reason: "transport" });
  });
});

it("makes no call for an order that the facts forbid", async () => {
  answer = send(paid);
  const order = { refdet: "PER2026000123", amountCents: 4250, mel: "parent@example.org", exer: "2026" };
  const urls = { notifyUrl: "https://p.example.org/n", returnUrl: "https://p.example.org/r" };
  for (const [field, change] of [
    ["montant", { amountCents: 19.99 }],
    ["montant", { amountCents: 0 }],
    ["montant", { amountCents: -4250 }],
    ["montant", { amountCents: 99 }],
    ["montant", { amountCents: 10_000_000 }],
    ["refdet", { refdet: "RÉF2026" }],
    ["refdet", { refdet: "ABCDE" }],
    ["mel", { mel: "a@b.f" }],
    ["mel", { mel: "parent.example.org" }],
  ] as const) {
    const opened = await gateway().create({ ...order, ...urls, ...change });
    expect(opened, JSON.stringify(change)).toEqual({ ok: false, reason: "invalid", field });
  }
  expect(calls).toBe(0);
});
