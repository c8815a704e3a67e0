/** A portal for the double to talk to: a door that remembers each knock, and a payer with a browser of sorts. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPayFip, type PayFipConnection, type PaymentOrder } from "@/lib/payfip/payfip";
import { startDouble } from "../server";

export type Knock = { path: string; method: string; body: string };
export type Town = Awaited<ReturnType<typeof startTown>>;

/** The double on a free port, and the portal's door on another. */
export async function startTown() {
  const double = await startDouble({ port: 0 });
  const { door, knocks } = await openDoor();
  const portalUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;

  function gateway(change: Partial<PayFipConnection> = {}) {
    const soapUrl = `${double.url}/tpa/services/securite`;
    const pageUrl = `${double.url}/tpa/paiementws.web`;
    return createPayFip({ soapUrl, pageUrl, numcli: "012345", mode: "T", ...change });
  }

  function order(change: Partial<PaymentOrder> = {}): PaymentOrder {
    return {
      ...{ refdet: "PER2026000123", amountCents: 4250, mel: "camille.durand@example.org", exer: "2026" },
      ...{ notifyUrl: `${portalUrl}/n?a=1&b=2`, returnUrl: `${portalUrl}/r?x=1` },
      objet: "Périscolaire d’octobre – Léa & Tom",
      ...change,
    };
  }

  return {
    ...{ url: double.url, portalUrl, gateway, order },

    /** Other payments' notifications may still be on their way: only those of one. */
    knocksFor: (idop: string) => knocks.filter(({ body }) => body.includes(idop)),

    async control(method: string, path: string, wish?: unknown): Promise<unknown> {
      const body = wish === undefined ? {} : { body: JSON.stringify(wish) };
      const response = await fetch(`${double.url}/_double/${path}`, { method, ...body });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },

    async open(): Promise<{ idop: string; url: string }> {
      const opened = await gateway().create(order());
      if (!opened.ok || !opened.idop) throw new Error(JSON.stringify(opened));
      return { idop: opened.idop, url: opened.url };
    },

    press(key: string, letter: string): Promise<Response> {
      const body = new URLSearchParams({ cle: key, choix: letter });
      return fetch(`${double.url}/tpa/choix`, { method: "POST", body });
    },

    sendRaw(xml: string): Promise<Response> {
      const headers = { "content-type": "text/xml; charset=utf-8" };
      return fetch(`${double.url}/tpa/services/securite`, { method: "POST", body: xml, headers });
    },

    async close(): Promise<void> {
      await double.close();
      door.closeAllConnections();
      door.close();
    },
  };
}

async function openDoor() {
  const knocks: Knock[] = [];
  const door = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      knocks.push({ path: request.url ?? "", method: request.method ?? "", body });
      response.end("ok");
    });
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  return { door, knocks };
}

/** Hidden fields of a page's form, and where it posts to. */
export function formOf(html: string): { action: string; fields: Record<string, string> } {
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const action = /<form method="post" action="([^"]*)"/.exec(html)?.[1] ?? "";
  const named = fields.map(([, name = "", value = ""]) => [name, unescaped(value)]);
  return { action: unescaped(action), fields: Object.fromEntries(named) };
}

function unescaped(value: string): string {
  return value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
