/**
 * Reminders leave when a person sends them, all those of a batch in one transaction: the letter kept as it was sent, its fee a charge for the next
 * run where the rules set one, one event each, and the mail. What is not due as the page showed it stays behind.
 */
import type { ChargeWhy } from "@/lib/charge/schema";
import { communeName } from "@/lib/commune/queries-mail";
import { billedIn } from "@/lib/correction/rules";
import { type Event, record, recordAll } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { catalogues } from "@/lib/i18n/messages";
import { lockRegie } from "@/lib/invoice/commands-drafts";
import { monthOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import { type Mail, sendLater } from "@/lib/server/work/mail";
import { type LateInvoice, lateInvoices } from "./queries";
import { letterOf, type Told } from "./queries-letter";
import { feeKeyOf, type Level } from "./rules";
import type { Send } from "./schema";

type Ready = { id: string; invoice: LateInvoice; level: Level; told: Told };

/** `left` were paid, held or reminded meanwhile. */
export async function sendReminders(
  context: Context,
  { letters }: Send,
): Promise<Outcome<{ sent: number; left: number }, "nothing-left">> {
  const ids = [...new Set(letters.map(({ invoiceId }) => invoiceId))];
  await lockRegies(context, ids);
  const found = await lateInvoices(context.tx, { today: context.today, ids });
  const ready: Ready[] = [];
  for (const invoice of found) {
    const { reminding } = invoice;
    if (reminding.kind !== "due") continue;
    const { level } = reminding;
    const shown = letters.some(
      (one) => one.invoiceId === invoice.id && one.level === level.level && one.dueCents === invoice.dueCents,
    );
    if (!shown) continue;
    ready.push({
      id: newId(),
      invoice,
      level,
      told: await letterOf(context.tx, { invoice, level, today: context.today }),
    });
  }
  if (ready.length === 0) return turnDown(context, ids);
  await keep(context, ready);
  await chargeFees(context, ready);
  await recordAll(context, ready.map(sentEvent));
  for (const one of ready) for (const mail of await mailsOf(context, one)) await sendLater(context, mail);
  return done({ sent: ready.length, left: ids.length - ready.length });
}

/** Two who send at once wait for each other; the unique key of a letter guards across nodes too. */
async function lockRegies(context: Context, invoiceIds: readonly string[]): Promise<void> {
  const rows = await context.tx.invoice.findMany({ where: { id: { in: [...invoiceIds] } }, select: { regieId: true } });
  for (const regieId of [...new Set(rows.map((row) => row.regieId))].sort()) await lockRegie(context, regieId);
}

async function turnDown(context: Context, invoices: string[]) {
  const object = { kind: "reminders", id: context.today };
  const body = { asked: "remind", reason: "nothing-left", invoices };
  await record(context, { type: "invoicing.refused", subject: null, object, body });
  return refused("nothing-left");
}

async function keep({ tx, now, today, actor }: Context, ready: readonly Ready[]): Promise<void> {
  await tx.reminder.createMany({
    data: ready.map(({ id, invoice, level, told }) => ({
      ...{ id, invoiceId: invoice.id, level: level.level, sentOn: toColumn(today) },
      ...{ dueCents: invoice.dueCents, feeCents: level.feeCents, letter: told.letter },
      ...{ createdAt: now, createdById: actor?.accountId ?? null },
    })),
  });
}

/** The fee stands on the next invoice, under the words of its level. */
async function chargeFees(context: Context, ready: readonly Ready[]): Promise<void> {
  const { tx, now, today } = context;
  const history = await rulesHistory(tx);
  const months = new Map<string, string>();
  for (const { invoice, level } of ready.filter(({ level }) => level.feeCents > 0)) {
    const rules = rulesOn(history, invoice.dueOn);
    if (!rules) throw new Error("A fee has the rules that set it");
    const { regieId, householdId, payerId } = invoice;
    const month = months.get(regieId) ?? (await billingMonth(context, regieId));
    months.set(regieId, month);
    const label = `${level.label ?? catalogues.fr.dunning.level.replace("{level}", String(level.level))}, ${invoice.number}`;
    const why: ChargeWhy = {
      ...{ rulesId: rules.id, rules: rules.label, since: rules.since, ruleId: `billing.reminders.${level.level}` },
      ...{ label, unit: "session", reasons: [{ code: "rule", label }], source: null, share: null, bookedCents: null },
    };
    await tx.charge.create({
      data: {
        ...{ id: newId(), sourceKey: feeKeyOf(invoice.id, level.level), kind: "fee", regieId, householdId, payerId },
        ...{ day: toColumn(today), month, quantity: 1, unitCents: level.feeCents, amountCents: level.feeCents },
        ...{ why: why as unknown as Prisma.InputJsonObject, createdAt: now },
      },
    });
  }
}

async function billingMonth({ tx, today }: Context, regieId: string): Promise<string> {
  const where = { regieId, issuedAt: { not: null } };
  const last = await tx.invoiceRun.findFirst({ where, orderBy: { month: "desc" }, select: { month: true } });
  return billedIn(last?.month ?? null, monthOf(today));
}

function sentEvent({ id, invoice, level, told }: Ready): Event {
  const { householdId, payerId, month, number, dueCents } = invoice;
  return {
    type: "reminder.sent",
    subject: { kind: "household", id: householdId },
    object: { kind: "reminder", id },
    body: {
      ...{ invoiceId: invoice.id, payerId, month, number, cents: dueCents, level: level.level },
      ...(level.feeCents > 0 && { feeCents: level.feeCents, chargeKey: feeKeyOf(invoice.id, level.level) }),
      ...{ mails: told.to.length, subject: told.letter.subject },
    },
  };
}

/** Each reader is written to in the words of the letter, then as all mails end. */
async function mailsOf({ tx }: Context, { invoice, told }: Ready): Promise<Mail[]> {
  const { letter, to } = told;
  const closing = catalogues[letter.locale].mail.closing.replace("{town}", await communeName(tx));
  const text = `${letter.body}\n\n${closing}\n`;
  return to.map(({ email }) => ({ to: email, subject: letter.subject, text, householdId: invoice.householdId }));
}
