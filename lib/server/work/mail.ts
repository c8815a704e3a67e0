/** Mails leave through the outbox: a row in the transaction that announces the change, sent by the worker. */
import nodemailer, { type Transporter } from "nodemailer";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "../context";
import type { Database } from "../db";
import { env } from "../env";

export type Attachment = { filename: string; contentType: string; base64: string };
export type Mail = {
  to: string;
  subject: string;
  text: string;
  attachments?: Attachment[];
  householdId?: string;
  /** It carries a link or a code that opens something: outside the demonstration no one else ever reads it. */
  isSecret?: true;
};

export async function sendLater(context: Context, mail: Mail): Promise<void> {
  await sendAllLater(context, [mail]);
}

/** One insert, however many families are told. */
export async function sendAllLater(context: Context, mails: readonly Mail[]): Promise<void> {
  await context.tx.mailOutbox.createMany({
    data: mails.map((mail) => ({
      id: newId(),
      toAddress: mail.to,
      subject: mail.subject,
      text: mail.text,
      ...(mail.attachments && { attachments: mail.attachments }),
      householdId: mail.householdId ?? null,
      isSecret: mail.isSecret ?? false,
      state: "queued" as const,
      nextTryAt: context.now,
      createdAt: context.now,
    })),
  });
}

const BATCH = 20;
const MAX_ATTEMPTS = 8;

/**
 * Sends what is due and gives the number sent. Each row is claimed by a conditional update first, so that two workers don't send it twice.
 * Without SMTP_URL (demonstration) the outbox itself is the destination: the row is marked sent and the office can read it.
 */
export async function sendDue(database: Database, now: Date): Promise<number> {
  const due = await database.mailOutbox.findMany({
    where: { state: "queued", nextTryAt: { lte: now } },
    orderBy: { nextTryAt: "asc" },
    take: BATCH,
  });
  let sent = 0;
  for (const mail of due) {
    const attempts = mail.attempts + 1;
    const retryAt = new Date(now.getTime() + 2 ** attempts * 60_000);
    const { count } = await database.mailOutbox.updateMany({
      where: { id: mail.id, attempts: mail.attempts, state: "queued" },
      data: { attempts, nextTryAt: retryAt },
    });
    if (count === 0) continue;
    const error = await deliver(mail).catch((failure: Error) => failure.message.slice(0, 300));
    const state = error === null ? "sent" : attempts >= MAX_ATTEMPTS ? "failed" : "queued";
    await database.mailOutbox.update({
      where: { id: mail.id },
      data: {
        ...{ state, lastError: error },
        ...(error === null && { sentAt: now }),
        ...(mail.isSecret && state !== "queued" && !env().PORTAIL_DEMO && { text: "" }),
      },
    });
    if (error === null) sent += 1;
  }
  return sent;
}

type Row = { id: string; toAddress: string; subject: string; text: string; attachments: unknown };

async function deliver(mail: Row): Promise<null> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) return null;
  await transporter(SMTP_URL).sendMail({
    from: MAIL_FROM,
    to: mail.toAddress,
    subject: mail.subject,
    text: mail.text,
    // The same id at each try, so that a mail server can drop the twin of a mail whose answer was lost.
    messageId: `<${mail.id}@${new URL(env().PUBLIC_URL).hostname}>`,
    attachments: ((mail.attachments ?? []) as Attachment[]).map(({ filename, contentType, base64 }) => ({
      filename,
      contentType,
      content: Buffer.from(base64, "base64"),
    })),
  });
  return null;
}

let cached: { url: string; transport: Transporter } | undefined;

function transporter(url: string): Transporter {
  if (cached?.url !== url) cached = { url, transport: nodemailer.createTransport(url) };
  return cached.transport;
}
