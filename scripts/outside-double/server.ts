/**
 * The State's three interfaces as the facts describe them (facts: public-apis), for tests: the geocoder, API Particulier, FranceConnect.
 * Listens on 127.0.0.1 only. `behave` makes one of them silent, too busy, broken or talkative.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Citizen, CLIENT, createFranceConnect } from "./franceconnect";
import { suggest } from "./geocoder";
import { answerQuestion, RECIPIENT, type RecordedCase, recordedCases, TOKEN } from "./particulier";

import type { Asked, Reply } from "./visit";

export type Behaviour = "good" | "silent" | "too-many" | "broken" | "nonsense" | "endless";
export type Place = "geocodage" | "particulier" | "franceconnect";

export type OutsideDouble = {
  url: string;
  /** What was asked so far, latest last. */
  asked: Asked[];
  behave(place: Place, behaviour: Behaviour): void;
  close(): Promise<void>;
};

/** `forged` publishes another key than the one it signs with. */
type Options = { cases?: readonly RecordedCase[]; citizens?: readonly Citizen[]; forged?: boolean };

export async function startOutsideDouble({
  cases = recordedCases,
  citizens,
  forged = false,
}: Options = {}): Promise<OutsideDouble> {
  const behaviours = new Map<string, Behaviour>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    void answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identity = await createFranceConnect(`${url}/franceconnect/api/v2`, { citizens, forged });
  const places: Record<Place, (visit: Asked) => Reply | Promise<Reply>> = {
    geocodage: suggest,
    particulier: (visit) => answerQuestion(visit, cases),
    franceconnect: identity,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visit = await readVisit(request, url);
    asked.push(visit);
    const place = visit.url.pathname.split("/")[1] as Place;
    const behaviour = behaviours.get(place) ?? "good";
    if (behaviour !== "good") misbehave(response, behaviour);
    else send(response, (await places[place]?.(visit)) ?? { status: 404 });
  }

  return {
    url,
    asked,
    behave: (place, behaviour) => void behaviours.set(place, behaviour),
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** The settings of a portal that speaks to it. */
export function outsideSettings(url: string): Record<string, string> {
  return {
    GEOCODER_URL: `${url}/geocodage`,
    API_PARTICULIER_URL: `${url}/particulier`,
    API_PARTICULIER_TOKEN: TOKEN,
    API_PARTICULIER_RECIPIENT: RECIPIENT,
    FRANCECONNECT_ISSUER: `${url}/franceconnect/api/v2`,
    FRANCECONNECT_CLIENT_ID: CLIENT.id,
    FRANCECONNECT_CLIENT_SECRET: CLIENT.secret,
  };
}

async function readVisit(request: IncomingMessage, base: string): Promise<Asked> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { method = "GET", headers } = request;
  return { url: new URL(request.url ?? "/", base), method, headers, form: new URLSearchParams(body) };
}

function send(response: ServerResponse, { status, type = "application/json", body = "", headers }: Reply): void {
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(body);
}

const FAULTS: Partial<Record<Behaviour, Reply>> = {
  "too-many": { status: 429, headers: { "retry-after": "30" } },
  broken: { status: 500, type: "text/html", body: "<h1>500</h1>" },
  nonsense: { status: 200, body: '{"data": [1, {"features": "x"}' },
};

function misbehave(response: ServerResponse, behaviour: Exclude<Behaviour, "good">): void {
  if (behaviour === "silent") return;
  const reply = FAULTS[behaviour];
  if (reply) {
    send(response, reply);
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  const flood = setInterval(() => response.write("x".repeat(100_000)), 1);
  response.on("close", () => clearInterval(flood));
}
