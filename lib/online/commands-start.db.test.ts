/** Starting to pay, against the real double over HTTP: what is refused, lost or killed on the way leaves nothing open. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NotFound } from "@/lib/server/action";
import { db } from "@/lib/server/db";
import { journalOf } from "@/prisma/fixtures";
import { aDebt, attempt, begin, later, open, start, started, startTreasury, told } from "@/prisma/testing/payments";
import { settle } from "./commands-settle";
import { openPayment } from "./commands-start";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
});
afterAll(() => treasury.close());
beforeEach(() => treasury.behaveWell());

describe("a payment that does not begin", () => {
  it("is refused at PayFiP's word, with the reason kept, and no page is opened", async () => {
    const id = await begin(await aDebt());
    await treasury.behave({ faultNext: { code: "T2" } });
    expect(await openPayment(id, started)).toEqual({ ok: false, reason: "unavailable" });
    expect((await attempt(id)).state).toBe("refused");
    expect(await told(id)).toContain("payment.start-failed");
  });

  it("because the answer was lost is closed, since nobody ever got its address", async () => {
    const id = await begin(await aDebt());
    await treasury.behave({ answerHtml: true });
    expect(await openPayment(id, started)).toMatchObject({ ok: false });
    expect((await attempt(id)).state).toBe("expired");
  });

  it("because the portal was killed in between is closed by its own job after 20 minutes", async () => {
    const id = await begin(await aDebt());
    const job = await db().job.findUnique({ where: { dedupeKey: `payment.poll:${id}` } });
    expect(job).toMatchObject({ state: "queued", runAt: later(1) });
    expect(await settle(id, later(19))).toBe("started");
    expect(await settle(id, later(20))).toBe("expired");
    expect(await told(id)).toEqual(["payment.started", "payment.start-failed"]);
  });

  it("twice from one click gives one address", async () => {
    const id = await begin(await aDebt());
    const first = await openPayment(id, started);
    expect(await openPayment(id, later(1))).toEqual(first);
    expect(await openPayment(id, later(16))).toMatchObject({ ok: false });
  });

  it("twice at the same instant gives both the address of the one operation that is kept", async () => {
    const id = await begin(await aDebt());
    await treasury.behave({ delayMs: 400 });
    const [first, second] = await Promise.all([openPayment(id, started), openPayment(id, started)]);
    const { idop, state } = await attempt(id);
    expect(state).toBe("pending");
    expect(first).toEqual({ ok: true, url: `${treasury.url}/tpa/paiementws.web?idop=${idop}` });
    expect(second).toEqual(first);
    expect((await told(id)).filter((type) => type === "payment.asked")).toHaveLength(2);
  });

  it("for an invoice of another family is as absent as one that does not exist", async () => {
    const [mine, theirs] = [await aDebt(), await aDebt()];
    await expect(start({ ...mine, invoice: theirs.invoice })).rejects.toThrow(NotFound);
    expect(await db().paymentAttempt.count({ where: { invoiceId: theirs.invoice.id } })).toBe(0);
  });

  it("once all is paid, and the refusal is in the journal", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "P");
    await settle(id, later(2));
    expect(await start(debt)).toEqual({ ok: false, reason: "nothing-due" });
    expect((await journalOf(db())).at(-1)).toEqual({
      type: "payment.start-failed",
      object: `invoice/${debt.invoice.id}`,
    });
  });
});
