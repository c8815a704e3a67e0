/**
 * From invoices to the articles of a role or the titles of a slip: what is left of each, by product, under its number, with what is missing
 * said invoice by invoice. Where anything is missing nothing is written (facts: treasury §3.4). Pure.
 */
import type { RegieSettings } from "@/lib/commune/schema-regie";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Sale } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { pesFileName, productParts, salesOf } from "@/lib/treasury/rules";
import type { PesHead, PesKind, PesLine, PesPiece } from "./rules";
import { type Debtor, type DebtorFacts, type DebtorFinding, debtorOf } from "./rules-debtor";
import { articleKey, debtNumberOf, debtorKey, periodOfRole } from "./rules-keys";
import { capitals, cut, freeText, usable } from "./rules-text";

export type Owed = {
  invoiceId: string;
  year: number;
  number: number;
  sales: readonly Sale[];
  /** What credit notes took back of them, above zero. */
  credited: readonly Sale[];
  totalCents: Cents;
  /** Still owed, from the ledger. */
  dueCents: Cents;
  subject: string;
  debtor: DebtorFacts;
};

export type SlipWish = {
  kind: PesKind;
  day: CivilDate;
  exer: number;
  bordereau: number;
  firstPiece: number;
  noticeOn: CivilDate | null;
  subject: string;
};

export type SettingFinding = "post-code" | "siret" | "collectivity-code" | "budget-code" | "nature" | "function";
export type OwedFinding = DebtorFinding | "product-code" | "nothing-due";

type Settings = RegieSettings["treasury"];

/** Settings without which no file can be written. */
export function missingSettings(settings: Settings): SettingFinding[] {
  const { postCode, siret, collectivityCode, budgetCode, nature } = settings;
  const wanted: [SettingFinding, boolean][] = [
    ["post-code", usable(postCode) !== null],
    ["siret", siret.length > 0],
    ["collectivity-code", usable(collectivityCode) !== null],
    ["budget-code", budgetCode !== ""],
    ["nature", Number(nature) > 0],
    ["function", /^\d*$/.test(settings.function)],
  ];
  return wanted.filter(([, isGiven]) => !isGiven).map(([finding]) => finding);
}

export function headOf(settings: Settings, wish: SlipWish): PesHead {
  const { kind, day, exer, bordereau, noticeOn } = wish;
  const { postCode, siret, collectivityCode, budgetCode, pesVersion } = settings;
  return {
    ...{ kind, day, exer, bordereau, noticeOn, postCode, siret, collectivityCode, budgetCode },
    version: pesVersion,
    fileName: pesFileName(wish),
    postName: freeText(settings.postName, 38),
    budgetName: freeText(settings.budgetName, 38),
    subject: freeText(wish.subject, 160),
    isUnpaid: settings.billing === "regie",
  };
}

/** What one invoice lacks, or its debtor as the file takes it. */
function readyOrNot(owed: Owed): { debtor: Debtor } | { findings: OwedFinding[] } {
  const debtor = debtorOf(owed.debtor);
  const findings: OwedFinding[] = Array.isArray(debtor) ? [...debtor] : [];
  if (owed.dueCents <= 0) findings.push("nothing-due");
  if (owed.sales.some(({ productCode }) => !/^[0-9A-Za-z]{1,4}$/.test(productCode) || /^0+$/.test(productCode)))
    findings.push("product-code");
  return Array.isArray(debtor) || findings.length > 0 ? { findings } : { debtor };
}

export type Lacking = { invoiceId: string; findings: OwedFinding[] };

export function findingsOf(owed: readonly Owed[]): Lacking[] {
  return owed.flatMap((one) => {
    const found = readyOrNot(one);
    return "findings" in found ? [{ invoiceId: one.invoiceId, findings: found.findings }] : [];
  });
}

/** The pieces in the order of the invoices, or what each invoice lacks. `names` are the services by product code. */
export function piecesOf(
  settings: Settings,
  wish: SlipWish,
  given: { owed: readonly Owed[]; names: ReadonlyMap<string, string> },
): { pieces: PesPiece[]; findings: Lacking[] } {
  const pieces: PesPiece[] = [];
  const findings: Lacking[] = [];
  for (const owed of given.owed) {
    const found = readyOrNot(owed);
    if ("findings" in found) {
      findings.push({ invoiceId: owed.invoiceId, findings: found.findings });
      continue;
    }
    const lines = linesOf(settings, owed, given.names);
    const piece = wish.firstPiece + pieces.length;
    pieces.push({ ...numbersOf(settings, wish, owed), piece, debtor: found.debtor, lines });
  }
  return { pieces, findings };
}

function numbersOf(settings: Settings, wish: SlipWish, owed: Owed) {
  const debtNumber = debtNumberOf(owed, settings.establishmentCode);
  const numbers = { exer: wish.exer, period: periodOfRole(wish.bordereau), debtNumber };
  const { collectivityCode, revenueCode: natureCode, withKeys } = settings;
  const hasCode = withKeys && /^\d{2}$/.test(natureCode);
  return {
    ...{ debtNumber, period: numbers.period },
    subject: freeText(owed.subject, 160),
    articleKey: hasCode ? articleKey({ ...numbers, collectivityCode, natureCode }) : null,
    debtorKey: withKeys ? debtorKey(numbers) : null,
    invoiceNumber: writtenNumber(owed),
  };
}

function linesOf(settings: Settings, owed: Owed, names: ReadonlyMap<string, string>): PesLine[] {
  const parts = dueParts(owed);
  return parts.map(({ productCode, amountCents }) => ({
    ...{ productCode, cents: amountCents, nature: settings.nature, function: settings.function || null },
    label: usable(cut(capitals(names.get(productCode) ?? productCode).text, 160)[0]),
  }));
}

/**
 * What is left to pay, by product: what credit notes took back is no longer asked for, what was paid is spread over the rest. A line of the
 * file is above zero: what a reduction takes away is taken from the largest products.
 */
export function dueParts({ sales, credited, dueCents }: Pick<Owed, "sales" | "credited" | "dueCents">): Sale[] {
  const back = credited.map(({ productCode, amountCents }) => ({ productCode, amountCents: -amountCents }));
  const net = salesOf([...sales, ...back]);
  // All credited, and owed again since the money that had paid it bounced: the products as they were billed.
  const own = totalOf(net) > 0 ? net : salesOf(sales);
  const parts = totalOf(own) > 0 ? productParts(own, totalOf(own) - dueCents, dueCents) : [];
  const earned = parts.filter(({ amountCents }) => amountCents > 0).map((part) => ({ ...part }));
  let excess = sum(earned.map((part) => part.amountCents)) - dueCents;
  for (const part of [...earned].sort((a, b) => b.amountCents - a.amountCents)) {
    const taken = Math.min(Math.max(excess, 0), part.amountCents);
    part.amountCents -= taken;
    excess -= taken;
  }
  return earned.filter(({ amountCents }) => amountCents > 0);
}

function totalOf(sales: readonly Sale[]): Cents {
  return sum(sales.map((sale) => sale.amountCents));
}
