/** The office's view of months: runs, their invoices page by page, what the preparation found, how far the files are. */

import type { Finding } from "@/lib/charge/schema";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, type CivilMonth, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { dueOf } from "@/lib/ledger/queries";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { numberOf } from "./rules";
import { findingsSchema } from "./schema";

export type RunState = "draft" | "checked" | "issuing" | "issued";
export type RunSummary = {
  id: string;
  month: CivilMonth;
  regie: string;
  state: RunState;
  invoices: number;
  totalCents: Cents;
  findings: number;
  createdAt: Date;
  issuedAt: Date | null;
};

/** Latest month first. A run whose drafts were thrown away and that found nothing is not shown. */
export async function runsOf(tx: Tx): Promise<RunSummary[]> {
  const runs = await tx.invoiceRun.findMany({ orderBy: [{ month: "desc" }, { createdAt: "desc" }], take: 60 });
  const [sums, regies] = await Promise.all([
    tx.invoice.groupBy({
      by: ["runId", "state"],
      where: { runId: { in: runs.map((run) => run.id) } },
      _sum: { totalCents: true },
      _count: { _all: true },
    }),
    tx.regie.findMany({ select: { id: true, name: true } }),
  ]);
  const summaries = runs.map((run) => {
    const own = sums.filter((row) => row.runId === run.id);
    return {
      id: run.id,
      month: run.month,
      regie: regies.find((regie) => regie.id === run.regieId)?.name ?? "",
      state: stateOf(run, own),
      invoices: own.reduce((total, row) => total + row._count._all, 0),
      totalCents: own.reduce((total, row) => total + (row._sum.totalCents ?? 0), 0),
      findings: findingsOf(run.findings).length,
      createdAt: run.createdAt,
      issuedAt: run.issuedAt,
    };
  });
  return summaries.filter((run) => run.invoices > 0 || run.findings > 0);
}

type Steps = { askedAt: Date | null; issuedAt: Date | null };

function stateOf({ askedAt, issuedAt }: Steps, rows: readonly { state: string }[]): RunState {
  if (issuedAt) return "issued";
  if (askedAt) return "issuing";
  return rows.length > 0 && rows.every((row) => row.state === "checked") ? "checked" : "draft";
}

export function findingsOf(stored: unknown): Finding[] {
  return findingsSchema.catch([]).parse(stored ?? []);
}

export async function runOf(tx: Tx, id: string) {
  const run = await tx.invoiceRun.findUnique({ where: { id } });
  if (!run) return null;
  const [sums, regie] = await Promise.all([
    tx.invoice.groupBy({ by: ["state"], where: { runId: id }, _sum: { totalCents: true }, _count: { _all: true } }),
    tx.regie.findUnique({ where: { id: run.regieId }, select: { id: true, name: true } }),
  ]);
  return {
    id,
    month: run.month,
    regie,
    state: stateOf(run, sums),
    invoices: sums.reduce((total, row) => total + row._count._all, 0),
    totalCents: sums.reduce((total, row) => total + (row._sum.totalCents ?? 0), 0),
    findings: findingsOf(run.findings),
    preparedAt: parisOf(run.createdAt),
    askedAt: run.askedAt,
    issuedAt: run.issuedAt,
  };
}

export type Run = NonNullable<Awaited<ReturnType<typeof runOf>>>;

export type RunInvoice = {
  id: string;
  number: string | null;
  payer: string;
  household: string;
  totalCents: Cents;
  dueCents: Cents;
  dueOn: CivilDate | null;
};

const PAGE = 50;

/** Who reads a page of the run reads names: a search of families, in the journal as such. */
export async function searchedInvoices(context: Context, runId: string, asked: { page: number; text: string }) {
  const list = await runInvoices(context.tx, runId, asked);
  const object = { kind: "invoice-run", id: runId };
  const body = { kind: "invoices", words: asked.text, page: asked.page, found: list.total, purpose: "billing" };
  await record(context, { type: "family.searched", subject: null, object, body });
  return list;
}

/** A page of the run's invoices by payer; `text` narrows to payers whose name holds it. */
async function runInvoices(tx: Tx, runId: string, asked: { page: number; text: string }) {
  const payers = asked.text
    ? await tx.payer.findMany({
        where: { OR: [{ name: { contains: asked.text } }, { guardian: { lastName: { contains: asked.text } } }] },
        select: { id: true },
      })
    : null;
  const where = { runId, ...(payers && { payerId: { in: payers.map((payer) => payer.id) } }) };
  const [total, rows] = await Promise.all([
    tx.invoice.count({ where }),
    tx.invoice.findMany({
      where,
      orderBy: [{ number: "asc" }, { id: "asc" }],
      skip: (asked.page - 1) * PAGE,
      take: PAGE,
      select: { id: true, year: true, number: true, householdId: true, recipient: true, totalCents: true, dueOn: true },
    }),
  ]);
  const [due, households] = await Promise.all([
    dueOf(
      tx,
      rows.map((row) => row.id),
    ),
    tx.household.findMany({
      where: { id: { in: rows.map((row) => row.householdId) } },
      select: { id: true, name: true },
    }),
  ]);
  const names = new Map(households.map((row) => [row.id, row.name]));
  const invoices = rows.map(
    (row): RunInvoice => ({
      id: row.id,
      number: numberOf(row),
      payer: nameIn(row.recipient),
      household: names.get(row.householdId) ?? "",
      totalCents: row.totalCents,
      dueCents: due.get(row.id) ?? 0,
      dueOn: row.dueOn && fromColumn(row.dueOn),
    }),
  );
  return { invoices, total, page: asked.page, size: PAGE };
}

function nameIn(recipient: Prisma.JsonValue): string {
  return typeof recipient === "object" && recipient !== null && "name" in recipient ? String(recipient.name) : "";
}

/** The words that findings need: names of children, services and payers. */
export async function namesIn(tx: Tx, findings: readonly Finding[]) {
  const ids = (key: "childId" | "activityId" | "payerId") => [
    ...new Set(findings.flatMap((finding) => (key in finding ? String(Reflect.get(finding, key)) : []))),
  ];
  const [children, activities, payers] = await Promise.all([
    tx.child.findMany({
      where: { id: { in: ids("childId") } },
      select: { id: true, firstName: true, lastName: true },
    }),
    tx.activity.findMany({
      where: { id: { in: ids("activityId") } },
      select: { id: true, nameFr: true, nameEn: true },
    }),
    tx.payer.findMany({ where: { id: { in: ids("payerId") } }, select: { id: true, name: true } }),
  ]);
  return {
    child: new Map(children.map((row) => [row.id, `${row.firstName} ${row.lastName}`])),
    activity: new Map(activities.map((row) => [row.id, row])),
    payer: new Map(payers.map((row) => [row.id, row.name])),
  };
}

/** The cash desks that may bill, for the choice of a month. */
export function regiesOf(tx: Tx) {
  return tx.regie.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } });
}
