import { readFileSync } from "node:fs";
import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { composePage } from "@/scripts/start/verifier";
import * as node from "../tlog/primitives";
import { aReceipt, vkeys } from "../tlog/testing/a-log";
import { judge, showPayload } from "./judge";
import * as browser from "./primitives";

const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const keys = vkeys.join("\n");
const text = JSON.stringify(aReceipt());

describe("the browser's primitives", () => {
  it("agree with Node's", async () => {
    const message = Buffer.from("cahier");
    const publicKey = node.publicKeyOf(bytes);
    const signature = node.signEd25519(bytes, message);
    expect(await browser.settle(() => browser.sha256(message))).toEqual(node.sha256(message));
    expect(await browser.settle(() => browser.hmacSha256(bytes, message))).toEqual(node.hmacSha256(bytes, message));
    expect(await browser.settle(() => browser.verifyEd25519(publicKey, message, signature))).toBe(true);
    expect(await browser.settle(() => browser.verifyEd25519(publicKey, Buffer.from("cahiers"), signature))).toBe(false);
  });
});

describe("a receipt is judged", () => {
  it("by the keys of its log and of its witnesses", () => {
    const judged = judge(text, keys);
    expect(judged).toMatchObject({ ok: true, stamped: false });
    expect(judged.ok && judged.verified.checkpoint.witnesses.map(({ name }) => name)).toEqual(["temoin.example/w"]);
  });

  it.each([
    ["no key of its log", text, vkeys[1] ?? "", "no-key"],
    ["something that is no key", text, `${keys}\nclé`, "key"],
    ["no receipt", "{}", keys, "receipt"],
    ["a changed payload", text.replace("280", "281"), keys, "disclosure"],
    ["a changed leaf", text.replace("booking.created", "booking.refused"), keys, "inclusion"],
  ])("and refused with %s", (_, file, known, reason) => expect(judge(file, known)).toEqual({ ok: false, reason }));

  it("shows what it holds, signs that hide included", () => {
    expect(showPayload({ nom: "Zoé\u202e", prix: 280 })).toBe('{\n  "nom": "Zoé\\u202e",\n  "prix": 280\n}');
  });
});

describe("the page", () => {
  const page = composePage("fr");

  it("is one file of 60 KiB at most that loads and sends nothing", () => {
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(60 * 1024);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/\bsrc=|href="(?!\/"|data:)|fetch\(|XMLHttpRequest|infalsifiable|probante garantie/);
    expect(page.match(/\{\{\w+\}\}/g)).toEqual(["{{keys}}"]);
  });

  it("judges as the command line does, with its own modules and the browser's primitives", async () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? "";
    const modules = script.replace(/require\("lib\/evidence\/verifier\/primitives"\)\.prepare[\s\S]*$/, "");
    const sandbox = vm.createContext({ crypto: globalThis.crypto, TextEncoder, TextDecoder, Uint8Array, atob, btoa });
    const load = vm.runInContext(`${modules}; require`, sandbox) as (
      name: string,
    ) => typeof browser & { judge: typeof judge };
    const primitives = load("lib/evidence/verifier/primitives");
    await primitives.prepare();
    const own = load("lib/evidence/verifier/judge");
    expect(await primitives.settle(() => own.judge(text, keys).ok)).toBe(true);
    expect(await primitives.settle(() => own.judge(text.replace("280", "281"), keys).ok)).toBe(false);
  });

  it("says as much in English", () => {
    expect(composePage("en")).toContain("Check a receipt");
    expect(readFileSync("lib/evidence/verifier/page.css", "utf8")).not.toContain("url(");
  });
});
