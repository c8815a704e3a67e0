/** The double as a web server: the SOAP service, the two pay pages, and a back door for tests under `/_double`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Bank, type Clock, createBank, createClock, LETTERS, type Letter, type Payment } from "./bank";
import { type Behaviour, changedBehaviour, createLottery, goodBehaviour } from "./behaviour";
import { codeOfRedirect, faultOf } from "./checks";
import { describeService } from "./description";
import { notify, notifyAsTold } from "./notify";
import { faultPage, homePage, payPage, refusalPage, resultPage } from "./pages";
import { answerSoap } from "./soap";
import { openStore } from "./store";
import { STYLE } from "./style";

export type DoubleOptions = { port: number; stateFile?: string | undefined };
export type Double = { url: string; close(): Promise<void> };

type World = { clock: Clock; bank: Bank; behaviour: Behaviour; isLost: (share: number) => boolean; save(): void };
type Reply = { status: number; type?: string; body?: string; location?: string; formTarget?: string | undefined };
type Visit = { url: URL; body: string };
type Handler = (world: World, visit: Visit) => Reply | null | Promise<Reply | null>;

const MAX_BODY = 100_000;

export async function startDouble({ port, stateFile }: DoubleOptions): Promise<Double> {
  const clock = createClock();
  const store = openStore(stateFile);
  const bank = createBank(clock, store.payments);
  const world: World = { clock, bank, behaviour: goodBehaviour(), isLost: createLottery(), save: store.save };
  const server = createServer((request, response) => {
    void serve(world, request, response);
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = await readBody(request);
    const handler = body === null ? null : HANDLERS[`${request.method} ${url.pathname}`];
    const reply = handler ? await handler(world, { url, body: body ?? "" }) : nothingHere(body === null);
    world.save();
    if (reply) send(response, reply);
    else response.destroy();
  } catch (error) {
    send(response, { status: 400, body: `${error instanceof Error ? error.message : "bad request"}\n` });
  }
}

function nothingHere(tooLarge: boolean): Reply {
  return tooLarge ? { status: 413, body: "Too large\n" } : { status: 404, body: "Nothing here\n" };
}

/** Null when it is longer than any request a portal makes. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, type, body, location, formTarget }: Reply): void {
  const origin = formTarget && URL.canParse(formTarget) ? ` ${new URL(formTarget).origin}` : "";
  response.writeHead(status, {
    "content-type": type ?? "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'${origin}; base-uri 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    ...(location ? { location } : {}),
  });
  response.end(body ?? "");
}

function html(body: string, status = 200, formTarget?: string): Reply {
  return { status, type: "text/html; charset=utf-8", body, formTarget };
}

function json(value: unknown): Reply {
  return { status: 200, type: "application/json", body: `${JSON.stringify(value)}\n` };
}

function serviceDescription(_: World, { url }: Visit): Reply {
  if (!url.searchParams.has("wsdl")) return { status: 405, body: "POST a SOAP message, or ask for ?wsdl\n" };
  return { status: 200, type: "text/xml; charset=utf-8", body: describeService(`${url.origin}${url.pathname}`) };
}

function showPayPage(world: World, key: string): Reply {
  const found = world.bank.page(key);
  if (typeof found !== "string") return html(payPage(found));
  return html(refusalPage(found), found === "unknown" ? 404 : 410);
}

/** The redirect page: all values come in the address, so they are checked like a request of the service. */
function openForm(world: World, { url }: Visit): Reply {
  const fields = Object.fromEntries(url.searchParams);
  const code = codeOfRedirect(fields);
  if (code) return html(faultPage(code, faultOf(code).descriptif), 400);
  return showPayPage(world, world.bank.open("form", fields).key);
}

async function choose(world: World, { body }: Visit): Promise<Reply> {
  const form = new URLSearchParams(body);
  const letter = LETTERS.find((known) => known === form.get("choix"));
  if (!letter) return html(refusalPage("unknown"), 400);
  const key = form.get("cle") ?? "";
  const first = world.bank.find(key)?.result === null;
  const found = world.bank.choose(key, letter);
  if (typeof found === "string") return html(refusalPage(found), found === "unknown" ? 404 : 410);
  if (first) await notifyAsTold(found, world.behaviour, world.clock.now);
  return { status: 303, location: `/tpa/resultat?cle=${encodeURIComponent(found.key)}` };
}

function showResult(world: World, { url }: Visit): Reply {
  const payment = world.bank.find(url.searchParams.get("cle") ?? "");
  if (!payment?.result) return html(refusalPage("unknown"), 404);
  return html(resultPage(payment, world.behaviour), 200, payment.fields.urlredirect ?? payment.fields.urlcl);
}

function asked<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`unknown ${what}`);
  return value;
}

function object(body: string): Record<string, unknown> {
  const value: unknown = JSON.parse(body || "{}");
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("a JSON object is expected");
  return value as Record<string, unknown>;
}

function changeBehaviour(world: World, { body }: Visit): Reply {
  world.behaviour = changedBehaviour(world.behaviour, object(body));
  return json(world.behaviour);
}

function behaveWell(world: World): Reply {
  world.behaviour = goodBehaviour();
  world.isLost = createLottery();
  return json(world.behaviour);
}

function advanceClock(world: World, { body }: Visit): Reply {
  const minutes = Number(object(body).addMinutes);
  if (!Number.isFinite(minutes) || minutes < 0) throw new Error("addMinutes must be a positive number");
  world.clock.advance(minutes);
  return json({ now: world.clock.now().toISOString() });
}

function forceResult(world: World, { body }: Visit): Reply {
  const { idop, resultrans } = object(body);
  const letter: Letter | null =
    resultrans === null
      ? null
      : asked(
          LETTERS.find((known) => known === resultrans),
          "letter",
        );
  return json(asked(world.bank.force(String(idop), letter), "payment"));
}

async function notifyNow(world: World, { body }: Visit): Promise<Reply> {
  const payment: Payment = asked(world.bank.payments.get(String(object(body).idop)), "payment");
  await notify(payment, world.clock.now());
  return json(payment);
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  "GET /": () => html(homePage()),
  "GET /favicon.ico": () => ({ status: 204 }),
  "GET /tpa/services/securite": serviceDescription,
  "POST /tpa/services/securite": async (world, { body }) => answerSoap(body, world),
  "GET /tpa/paiementws.web": (world, { url }) => showPayPage(world, url.searchParams.get("idop") ?? ""),
  "GET /tpa/paiement.web": openForm,
  "POST /tpa/choix": choose,
  "GET /tpa/resultat": showResult,
  "GET /_double/style.css": () => ({ status: 200, type: "text/css; charset=utf-8", body: STYLE }),
  "GET /_double/payments": (world) => json([...world.bank.payments.values()]),
  "GET /_double/behaviour": (world) => json(world.behaviour),
  "POST /_double/behaviour": changeBehaviour,
  "DELETE /_double/behaviour": behaveWell,
  "POST /_double/clock": advanceClock,
  "POST /_double/result": forceResult,
  "POST /_double/notify": notifyNow,
};
