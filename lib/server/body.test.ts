import { describe, expect, it } from "vitest";
import { readBody } from "./body";

const ADDRESS = "https://portail.example.org/paiement/retour";

/** Sends pieces of ten bytes for as long as it is asked, without a length; tells how many it sent. */
function endless() {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(new TextEncoder().encode("0123456789"));
    },
  });
  const request = new Request(ADDRESS, { method: "POST", body, duplex: "half" } as RequestInit);
  return { request, sent: () => sent };
}

describe("the body of a stranger's request", () => {
  it("is its text, up to the last byte allowed", async () => {
    const post = (body: string) => new Request(ADDRESS, { method: "POST", body });
    expect(await readBody(post("idop=é"), 7)).toBe("idop=é");
    expect(await readBody(post("idop=é"), 6)).toBe("");
  });

  it("is empty when there is none, or when it says itself that it is too long", async () => {
    expect(await readBody(new Request(ADDRESS), 100)).toBe("");
    const headers = { "content-length": "101" };
    expect(await readBody(new Request(ADDRESS, { method: "POST", body: "a=1", headers }), 100)).toBe("");
  });

  it("is let go of when it never ends", async () => {
    const { request, sent } = endless();
    expect(await readBody(request, 100)).toBe("");
    expect(sent()).toBeLessThan(15);
  });
});
