/**
 * The files of a run, made in the worker a few at a time: bytes kept once with their SHA-256 in the journal, then the mail that announces them.
 * A worker that dies leaves a run that another one finishes: what has its file is not made again.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { recipientsOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDay } from "@/lib/i18n/dates";
import { isLocale, type Locale } from "@/lib/i18n/locale";
import { fromColumn } from "@/lib/kernel/civil-date";
import { now } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, isDuplicate, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type LeasedJob, progress } from "@/lib/server/work/jobs";
import { type Mail, sendLater } from "@/lib/server/work/mail";
import { renderInvoicePdf } from "./pdf";
import { factsOf } from "./queries";
import { numberOf } from "./rules";
import { invoiceDocument } from "./rules-document";

/** A run of 300 files must not keep mails and payments waiting: the job comes back for the next ones. */
const BATCH = 20;

const payloadSchema = z.object({ runId: z.uuid() });

/** Handler of `invoice.render`. */
export async function renderInvoices(database: Database, job: LeasedJob): Promise<Date | null> {
  const { runId } = payloadSchema.parse(job.payload);
  const total = await database.invoice.count({ where: { runId, state: "issued" } });
  const missing = await database.invoice.findMany({
    where: { runId, state: "issued", pdf: null },
    orderBy: { number: "asc" },
    take: BATCH + 1,
    include: { lines: { orderBy: { position: "asc" } } },
  });
  const batch = missing.slice(0, BATCH);
  for (const invoice of batch) await renderOne(database, invoice);
  const left = await database.invoice.count({ where: { runId, state: "issued", pdf: null } });
  await progress(database, job, { done: total - left, total, now: now() });
  return left > 0 ? now() : null;
}

type Issued = Parameters<typeof factsOf>[0];

async function renderOne(database: Database, invoice: Issued): Promise<void> {
  if (!invoice.issuedAt) throw new Error(`Invoice ${invoice.id} has no date of issue`);
  // The office's language: French is the invoice, the other languages are for the screen.
  const bytes = await renderInvoicePdf(invoiceDocument(factsOf(invoice), "fr"), invoice.issuedAt);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await transaction((tx) => keep(systemContext(tx, now()), { invoice, bytes, sha256 }), database).catch(
    (error: unknown) => {
      // Another worker made it meanwhile, after this one's lease ran out.
      if (!isDuplicate(error)) throw error;
    },
  );
}

type Made = { invoice: Issued; bytes: Buffer; sha256: string };

async function keep(context: Context, { invoice, bytes, sha256 }: Made): Promise<void> {
  const { tx, now: renderedAt } = context;
  const { id, householdId } = invoice;
  await tx.invoicePdf.create({ data: { invoiceId: id, bytes: new Uint8Array(bytes), sha256, renderedAt } });
  await record(context, {
    type: "invoice.rendered",
    subject: { kind: "household", id: householdId },
    object: { kind: "invoice", id },
    body: { number: numberOf(invoice), month: invoice.month, sha256, bytes: bytes.length },
  });
  for (const mail of await announcements(context, { invoice, bytes, sha256 })) await sendLater(context, mail);
}

/** To the payer alone when the payer is a guardian; a body, which has no account, receives the file. */
async function announcements({ tx, today }: Context, { invoice, bytes }: Made): Promise<Mail[]> {
  const { householdId, month, totalCents } = invoice;
  const number = numberOf(invoice) ?? "";
  const readers = await readersOf({ tx, today }, invoice);
  const mails: Mail[] = [];
  for (const { email, locale, firstName, withFile } of readers) {
    const words = await wordMail(tx, locale, withFile ? "invoiceForBody" : "invoiceIssued", {
      firstName,
      number,
      ofMonth: ofMonth(locale, month),
      amount: wordAmount(locale, totalCents),
      due: invoice.dueOn ? wordDay(locale, fromColumn(invoice.dueOn)) : "",
      url: `${env().PUBLIC_URL}/factures/${invoice.id}`,
    });
    const file = {
      filename: `facture-${number}.pdf`,
      contentType: "application/pdf",
      base64: bytes.toString("base64"),
    };
    mails.push({ to: email, ...words, householdId, ...(withFile && { attachments: [file] }) });
  }
  return mails;
}

type Reader = { email: string; locale: Locale; firstName: string; withFile: boolean };

async function readersOf({ tx, today }: Pick<Context, "tx" | "today">, invoice: Issued): Promise<Reader[]> {
  const payer = await tx.payer.findUnique({
    where: { id: invoice.payerId },
    select: {
      email: true,
      name: true,
      guardian: {
        select: {
          firstName: true,
          email: true,
          deceasedOn: true,
          account: { select: { email: true, locale: true, closedAt: true } },
        },
      },
    },
  });
  if (!payer) return [];
  const { guardian } = payer;
  if (!guardian)
    return payer.email ? [{ email: payer.email, locale: "fr", firstName: payer.name, withFile: true }] : [];
  if (guardian.deceasedOn) {
    const about = { householdId: invoice.householdId, childId: null, today };
    return (await recipientsOf(tx, about)).map((person) => ({ ...person, withFile: false }));
  }
  const account = guardian.account?.closedAt ? null : guardian.account;
  const email = account?.email ?? guardian.email ?? payer.email;
  const locale = account && isLocale(account.locale) ? account.locale : "fr";
  return email ? [{ email, locale, firstName: guardian.firstName, withFile: false }] : [];
}
