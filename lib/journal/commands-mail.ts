/**
 * The daily mail of the checkpoint, to those whom the commune names (facts: evidence §5 and §9): a copy that the commune cannot take back.
 * With it goes the request that a witness answers by mail: the checkpoint and the proof from the last one it cosigned are in the same file.
 */
import { settingsOf } from "@/lib/commune/queries";
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { idOfName } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";

export type DailyCheckpoint = {
  log: string;
  origin: string;
  vkey: string;
  size: bigint;
  note: string;
  request: string;
};

/** Sends it to everyone named, once a day; gives how many, or null when today's has gone already. */
export async function mailCheckpoint(context: Context, daily: DailyCheckpoint): Promise<number | null> {
  const { tx, today } = context;
  const to = recipientsIn((await settingsOf(tx, ["journal"])).journal.recipients);
  if (to.length === 0) return 0;
  if (await wasMailed(context, today)) return null;
  const { log, origin, vkey, size, note, request } = daily;
  const values = { day: wordDate("fr", today), origin, size: String(size), key: vkey };
  const words = await wordMail(tx, "fr", "journalCheckpoint", values);
  const file = (filename: string, text: string) => ({ filename, contentType: "text/plain", base64: base64Of(text) });
  const attachments = [file(`${log}-${size}.checkpoint`, note), file(`${log}-${size}.request`, request)];
  for (const address of to) await sendLater(context, { to: address, ...words, attachments });
  await record(context, {
    type: "journal.checkpoint-mailed",
    subject: null,
    object: { kind: "checkpoint-mail", id: today },
    body: { log, size: String(size), recipients: to.length, day: today },
  });
  return to.length;
}

/** The addresses of a text, separated by spaces, commas or lines. */
function recipientsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((one) => one.includes("@")))];
}

async function wasMailed({ tx }: Context, today: CivilDate): Promise<boolean> {
  const last = await tx.auditEvent.findFirst({
    where: { type: "journal.checkpoint-mailed", object: `checkpoint-mail/${idOfName("checkpoint-mail", today)}` },
    select: { id: true },
  });
  return last !== null;
}

function base64Of(text: string): string {
  return Buffer.from(text).toString("base64");
}
