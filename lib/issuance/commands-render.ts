/**
 * The files of a run, made in the worker a few at a time: bytes kept once with their SHA-256 in the journal, then the mail that announces them.
 * A worker that dies leaves a run that another one finishes: what has its file is not made again.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { record } from "@/lib/evidence/record";
import { recipientsOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDay } from "@/lib/i18n/dates";
import { isLocale, type Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { renderInvoicePdf } from "@/lib/invoice/pdf";
import { factsOf } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import { fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { creditsAtIssue } from "@/lib/ledger/queries";
import { now } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, isDuplicate, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type LeasedJob, progress } from "@/lib/server/work/jobs";
import { type Mail, sendLater } from "@/lib/server/work/mail";
import { datamatrixOf } from "./datamatrix";
import { scanToPay } from "./pdf-datamatrix";
import { datamatrixText } from "./rules-datamatrix";
import { documentOf } from "./rules-document";

/** A run of 300 files must not keep mails and payments waiting: the job comes back for the next ones. */
const BATCH = 20;

/** A whole run, or what was issued alone: a credit note, the invoice that replaces it. */
const payloadSchema = z.union([
  z.object({ runId: z.uuid("generic") }),
  z.object({ invoiceIds: z.array(z.uuid("generic")) }).transform(({ invoiceIds }) => ({ id: { in: invoiceIds } })),
]);

/** Handler of `invoice.render`. */
export async function renderInvoices(database: Database, job: LeasedJob): Promise<Date | null> {
  const issued = { ...payloadSchema.parse(job.payload), state: "issued" as const };
  const total = await database.invoice.count({ where: issued });
  const missing = await database.invoice.findMany({
    where: { ...issued, pdf: null },
    orderBy: { number: "asc" },
    take: BATCH + 1,
    include: { lines: { orderBy: { position: "asc" } } },
  });
  const batch = missing.slice(0, BATCH);
  const credits = await creditsAtIssue(
    database,
    batch.map(({ id }) => id),
  );
  for (const invoice of batch) await renderOne(database, invoice, credits.get(invoice.id) ?? 0);
  const left = await database.invoice.count({ where: { ...issued, pdf: null } });
  await progress(database, job, { done: total - left, total, now: now() });
  return left > 0 ? now() : null;
}

type Issued = Parameters<typeof factsOf>[0];

async function renderOne(database: Database, invoice: Issued, creditCents: Cents): Promise<void> {
  if (!invoice.issuedAt) throw new Error(`Invoice ${invoice.id} has no date of issue`);
  // The office's language: French is the invoice, the other languages are for the screen.
  const content = documentOf(factsOf(invoice, creditCents), "fr");
  const bytes = await renderInvoicePdf(content, invoice.issuedAt, await scanOf(database, invoice, creditCents));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await transaction((tx) => keep(systemContext(tx, now()), { invoice, creditCents, bytes, sha256 }), database).catch(
    (error: unknown) => {
      // Another worker made it meanwhile, after this one's lease ran out.
      if (!isDuplicate(error)) throw error;
    },
  );
}

/** The symbol to pay with at a tobacconist's, where the régie has switched it on and given its codes. */
async function scanOf(database: Database, invoice: Issued, creditCents: Cents) {
  const { kind, year, number, month, regieId, totalCents } = invoice;
  if (kind !== "invoice" || year === null || number === null) return null;
  const { treasury } = await regieSettingsOf(database, regieId);
  const text = datamatrixText(treasury, { year, number, month, amountCents: totalCents - creditCents });
  return text === null ? null : scanToPay(datamatrixOf(text), catalogues.fr.invoice.document.datamatrix);
}

type Made = { invoice: Issued; creditCents: Cents; bytes: Buffer; sha256: string };

async function keep(context: Context, made: Made): Promise<void> {
  const { invoice, bytes, sha256 } = made;
  const { tx, now: renderedAt } = context;
  const { id, householdId } = invoice;
  await tx.invoicePdf.create({ data: { invoiceId: id, bytes: new Uint8Array(bytes), sha256, renderedAt } });
  // Made again for the accounts alone, from what erasure left: nobody is told, and no pseudonym comes back.
  const { erasedAt } = await tx.household.findUniqueOrThrow({ where: { id: householdId }, select: { erasedAt: true } });
  await record(context, {
    type: "invoice.rendered",
    subject: erasedAt ? null : { kind: "household", id: householdId },
    object: { kind: "invoice", id },
    body: { number: numberOf(invoice), month: invoice.month, sha256, bytes: bytes.length },
  });
  if (erasedAt) return;
  for (const mail of await announcements(context, made)) await sendLater(context, mail);
}

/** To the payer alone when the payer is a guardian; a body, which has no account, receives the file. */
async function announcements({ tx, today }: Context, { invoice, bytes, creditCents }: Made): Promise<Mail[]> {
  const { householdId, month, totalCents } = invoice;
  const number = numberOf(invoice) ?? "";
  const readers = await readersOf({ tx, today }, invoice);
  const mails: Mail[] = [];
  for (const { email, locale, firstName, withFile } of readers) {
    const words = await wordMail(tx, locale, mailFor(invoice, { creditCents, withFile }), {
      firstName,
      number,
      ofMonth: ofMonth(locale, month),
      // A body has no portal to see its credit on: it reads what is to be paid.
      amount: wordAmount(locale, withFile ? totalCents - creditCents : totalCents),
      credit: wordAmount(locale, creditCents),
      left: wordAmount(locale, totalCents - creditCents),
      reason: invoice.reason ?? "",
      due: invoice.dueOn ? wordDay(locale, fromColumn(invoice.dueOn)) : "",
      url: `${env().PUBLIC_URL}/factures/${invoice.id}`,
    });
    const file = {
      filename: `${invoice.kind === "credit_note" ? "avoir" : "facture"}-${number}.pdf`,
      contentType: "application/pdf",
      base64: bytes.toString("base64"),
    };
    mails.push({ to: email, ...words, householdId, ...(withFile && { attachments: [file] }) });
  }
  return mails;
}

/** Whoever had credits reads what is left to pay, or that nothing is. */
function mailFor({ kind, totalCents }: Issued, given: { creditCents: Cents; withFile: boolean }): MailName {
  const { creditCents, withFile } = given;
  if (kind === "credit_note") return withFile ? "creditNoteForBody" : "creditNoteIssued";
  if (withFile) return "invoiceForBody";
  if (creditCents === 0) return "invoiceIssued";
  return creditCents < totalCents ? "invoiceIssuedCredit" : "invoiceIssuedSettled";
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
