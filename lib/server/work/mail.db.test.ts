import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { NOW } from "@/prisma/fixtures";
import { systemContext } from "../context";
import { db, transaction } from "../db";
import { sendDue, sendLater } from "./mail";

/** A mailbox that keeps what it is given, and can be told to refuse. */
const received: string[] = [];
let refusing = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, answer) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      if (refusing) return answer(new Error("mailbox full"));
      received.push(Buffer.concat(chunks).toString());
      return answer();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}/?ignoreTLS=true`;
});

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

beforeEach(async () => {
  refusing = false;
  received.length = 0;
  await transaction((tx) =>
    sendLater(systemContext(tx, NOW), {
      to: "zoe@example.org",
      subject: "Réservé : 2,80 €",
      text: "Léa déjeune à la cantine, œuf à la coque.",
      attachments: [{ filename: "récépissé.txt", contentType: "text/plain", base64: btoa("VAL") }],
    }),
  );
});

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const mail = () => db().mailOutbox.findFirstOrThrow({ orderBy: { id: "desc" } });

it("arrives once with its accents and its attachment, however many workers look", async () => {
  const sent = await Promise.all([sendDue(db(), NOW), sendDue(db(), NOW), sendDue(db(), NOW)]);
  expect(sent.reduce((total, count) => total + count, 0)).toBe(1);
  const parsed = await PostalMime.parse(received[0] ?? "");
  expect([parsed.subject, parsed.text?.trim()]).toEqual([
    "Réservé : 2,80 €",
    "Léa déjeune à la cantine, œuf à la coque.",
  ]);
  expect(parsed.attachments[0]?.filename).toBe("récépissé.txt");
  expect((await mail()).state).toBe("sent");
});

it("is tried again two minutes after a refusal, not before, and says what was wrong meanwhile", async () => {
  refusing = true;
  expect(await sendDue(db(), NOW)).toBe(0);
  expect(await mail()).toMatchObject({
    state: "queued",
    attempts: 1,
    lastError: expect.stringContaining("mailbox full"),
  });
  refusing = false;
  expect(await sendDue(db(), later(1))).toBe(0);
  expect(await sendDue(db(), later(2))).toBe(1);
});

it("is emptied once it has left when it carries a code, and not before; what carries none stays", async () => {
  await sendDue(db(), NOW);
  const code = { to: "zoe@example.org", subject: "Votre code", text: "1234 5678", isSecret: true } as const;
  await transaction((tx) => sendLater(systemContext(tx, NOW), code));
  refusing = true;
  await sendDue(db(), NOW);
  const row = () => db().mailOutbox.findFirstOrThrow({ where: { isSecret: true } });
  expect(await row()).toMatchObject({ state: "queued", text: "1234 5678" });
  refusing = false;
  await sendDue(db(), later(2));
  expect((await PostalMime.parse(received.at(-1) ?? "")).text?.trim()).toBe("1234 5678");
  expect(await row()).toMatchObject({ state: "sent", text: "" });
  expect(await db().mailOutbox.findFirst({ where: { isSecret: false } })).toMatchObject({
    text: "Léa déjeune à la cantine, œuf à la coque.",
  });
});
