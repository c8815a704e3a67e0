import { beforeEach, expect, it } from "vitest";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import * as fixtures from "@/prisma/fixtures";
import { db, transaction } from "./db";
import { once } from "./idempotency";

const key = "a-form-that-was-drawn-once";
let account: Awaited<ReturnType<typeof fixtures.anAccount>>;
let acts = 0;

beforeEach(async () => {
  account = await fixtures.anAccount(db());
  acts = 0;
});

function send(answer: () => Outcome<{ number: number }, "no">, asked = { key, action: "booking.write" }) {
  return transaction((tx) =>
    once(fixtures.contextFor(tx, account), asked, async () => {
      acts += 1;
      return answer();
    }),
  );
}

it("acts once for a form sent eight times at once, and gives all the same answer", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(() => done({ number: acts }))));
  expect(acts).toBe(1);
  expect(answers).toEqual(answers.map(() => ({ ok: true, number: 1 })));
});

it("does not keep a refusal: the corrected form is heard", async () => {
  expect(await send(() => refused("no"))).toEqual({ ok: false, reason: "no" });
  expect(await send(() => done({ number: 7 }))).toEqual({ ok: true, number: 7 });
});

it("does not answer one action with another's answer, nor one person with another's", async () => {
  await send(() => done({ number: 1 }));
  expect(await send(() => done({ number: 2 }), { key, action: "child.edit" })).toEqual({ ok: true, number: 2 });
  account = await fixtures.anAccount(db());
  expect(await send(() => done({ number: 3 }))).toEqual({ ok: true, number: 3 });
});
