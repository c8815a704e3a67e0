import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillAbsentPages, LEADS_NOWHERE } from "./absent-page";

const asked: IncomingMessage[] = [];
let server: Server;
let origin: string;

/** As Next does: right status, empty page; the full page for an address that leads nowhere. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  asked.push(request);
  const page = "text/html; charset=utf-8";
  if (LEADS_NOWHERE in request.headers) {
    response
      .writeHead(404, { "content-type": page, "x-policy": "second", "set-cookie": "theirs=2" })
      .end("<h1>Absent</h1>");
  } else if (request.url === "/shown") {
    response.writeHead(200, { "content-type": page }).end("<h1>Shown</h1>");
  } else if (request.url === "/paper") {
    response.writeHead(404, { "content-type": "application/json" }).end("{}");
  } else {
    response.statusCode = 404;
    response.setHeader("content-type", page);
    response.setHeader("x-policy", "first");
    response.setHeader("set-cookie", "own=1");
    response.setHeader("content-encoding", "gzip");
    response.flushHeaders();
    response.write(gzipSync("<html>"));
    response.end();
  }
}

beforeAll(async () => {
  fillAbsentPages();
  server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((closed) => server.close(closed)));

describe("a page that is not found", () => {
  it("answers 404 with the words of an address that leads nowhere", async () => {
    const response = await fetch(`${origin}/enfants/1?x=2`, { headers: { cookie: "session=s" } });
    expect([response.status, await response.text()]).toEqual([404, "<h1>Absent</h1>"]);
    expect(response.headers.get("x-policy")).toBe("second");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(response.headers.getSetCookie()).toEqual(["own=1"]);
    expect(asked.at(-1)).toMatchObject({ url: "/enfants/1?x=2", method: "GET", headers: { cookie: "session=s" } });
  });

  it("answers a form sent with the same words", async () => {
    const response = await fetch(`${origin}/enfants/1`, { method: "POST", body: new URLSearchParams({ a: "b" }) });
    expect([response.status, await response.text()]).toEqual([404, "<h1>Absent</h1>"]);
    expect(asked.at(-1)?.headers["content-type"]).toBeUndefined();
  });
});

describe("anything else", () => {
  it.each([
    ["/shown", 200, "<h1>Shown</h1>"],
    ["/paper", 404, "{}"],
  ])("%s goes through as it is", async (path, status, text) => {
    const before = asked.length;
    const response = await fetch(origin + path);
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(asked.length).toBe(before + 1);
  });
});
