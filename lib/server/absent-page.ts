/**
 * A page that is absent or somebody else's says so in its HTML too. Next answers notFound() in a page with the right status and an empty
 * body, to be filled by scripts (vercel/next.js issue 62228); only an address that leads nowhere gets app/not-found.tsx in full. So the same
 * address is asked again as one that leads nowhere (the rewrite of next.config.ts), and that answer is given: the same for both.
 */
import { channel } from "node:diagnostics_channel";
import { request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";

/** Whoever sends it gets a page that says "not found", and nothing else. */
export const LEADS_NOWHERE = "x-portail-leads-nowhere";

const OF_THE_CONNECTION = ["connection", "keep-alive", "transfer-encoding", "expect", "upgrade", "date"];
const OF_THE_BODY = ["content-length", "content-type"];

/** Node tells of each request before the server handles it. */
export function fillAbsentPages(): void {
  channel("http.server.request.start").subscribe((message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (!(LEADS_NOWHERE in request.headers)) watchAnswer(request, response);
  });
}

/** Lets every answer through but a page with status 404, whose own bytes are dropped. */
function watchAnswer(request: IncomingMessage, response: ServerResponse): void {
  const { writeHead, flushHeaders, write, end } = response;
  const isAbsent = () => !response.headersSent && response.statusCode === 404 && isPage(response);
  const letGo = () => Object.assign(response, { writeHead, flushHeaders, write, end });
  response.writeHead = ((status: number, ...rest: never[]) => {
    response.statusCode = status;
    return isAbsent() ? response : Reflect.apply(writeHead, response, [status, ...rest]);
  }) as typeof writeHead;
  response.flushHeaders = () => {
    if (!isAbsent()) flushHeaders.call(response);
  };
  response.write = ((...given: never[]) => {
    if (!isAbsent()) return Reflect.apply(write, response, given);
    callbackOf(given)?.();
    return true;
  }) as typeof write;
  response.end = ((...given: never[]) => {
    if (!isAbsent()) return Reflect.apply(end, response, given);
    letGo();
    callbackOf(given)?.();
    answerInFull(request, response);
    return response;
  }) as typeof end;
}

function isPage(response: ServerResponse): boolean {
  return String(response.getHeader("content-type") ?? "").startsWith("text/html");
}

function callbackOf(given: readonly unknown[]): (() => void) | undefined {
  const last = given.at(-1);
  return typeof last === "function" ? (last as () => void) : undefined;
}

/** Cookies stay as they were set; all else is the second answer's. Should it fail, the status remains. */
function answerInFull(request: IncomingMessage, response: ServerResponse): void {
  for (const name of response.getHeaderNames()) if (name !== "set-cookie") response.removeHeader(name);
  const { localAddress: host, localPort: port } = request.socket;
  const headers = { ...repeated(request.headers, OF_THE_BODY), [LEADS_NOWHERE]: "1" };
  const asking = ask({ host, port, path: request.url, headers, agent: false }, (answer) => {
    for (const [name, value] of Object.entries(repeated(answer.headers, ["set-cookie"]))) {
      if (value !== undefined) response.setHeader(name, value);
    }
    answer.on("data", (piece) => response.write(piece));
    answer.on("error", () => response.destroy()).on("end", () => response.end());
  });
  asking.on("error", () => response.end()).end();
}

function repeated(headers: OutgoingHttpHeaders, but: readonly string[]): OutgoingHttpHeaders {
  const left = [...OF_THE_CONNECTION, ...but];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.includes(name)));
}
