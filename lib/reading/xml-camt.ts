/**
 * The bank statement camt.053 (ISO 20022), versions 001.02 to 001.08: booked entries in euros, one line an entry, or one a transaction where
 * the bank lists those of a batch with their amounts. The opening balance and the entries make the closing one, or the file is cut.
 */
import { isCivilDate, parisMomentOf } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import { decimalCents } from "./rules";
import { type ReadFile, type ReadLine, Unreadable } from "./schema";
import { all, find, type Node, textAt, walk } from "./xml";

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1\d)$/;

export function isCamt(namespace: string): boolean {
  return NAMESPACE.test(namespace);
}

type Account = { id: string; opening: number | null; closing: number | null; movedCents: number; pending: boolean };

export function readCamt(bytes: Uint8Array): ReadFile {
  const lines: ReadLine[] = [];
  const accounts: Account[] = [];
  let account: Account = fresh();
  walk(bytes, {
    root: () => undefined,
    wanted: ["Acct", "Bal", "Ntry"],
    visit: (node) => {
      if (node.name === "Acct") openAccount(account, node);
      else if (node.name === "Bal") weigh(account, node);
      else lines.push(...entryLines(account, node));
    },
    end: (name) => {
      if (name !== "Stmt") return;
      checkBalance(account);
      accounts.push(account);
      account = fresh();
    },
  });
  if (accounts.length === 0) throw new Unreadable({ reason: "truncated", expected: "Stmt" });
  return { kind: "camt053", owner: { accounts: [...new Set(accounts.map(({ id }) => id).filter(Boolean))] }, lines };
}

function fresh(): Account {
  return { id: "", opening: null, closing: null, movedCents: 0, pending: false };
}

function openAccount(account: Account, node: Node): void {
  account.id = (textAt(node, "Id", "IBAN") || textAt(node, "Id", "Othr", "Id")).replace(/\s/g, "").toUpperCase();
  refuseCurrency(textAt(node, "Ccy"));
}

function refuseCurrency(currency: string): void {
  if (currency !== "" && currency !== "EUR")
    throw new Unreadable({ reason: "currency", found: currency.slice(0, 10), expected: "EUR" });
}

function signed(node: Node, amount: Node | undefined): number {
  if (!amount) throw new Unreadable({ reason: "amount", expected: "Amt" });
  refuseCurrency(amount.attributes.Ccy ?? "");
  const cents = decimalCents(amount.text);
  return textAt(node, "CdtDbtInd") === "DBIT" ? -cents : cents;
}

/** OPBD or, where a bank carries on, PRCD; and CLBD. Other balances (available, interim) prove nothing. */
function weigh(account: Account, node: Node): void {
  const code = textAt(node, "Tp", "CdOrPrtry", "Cd");
  if (code === "OPBD" || (code === "PRCD" && account.opening === null))
    account.opening = signed(node, find(node, "Amt"));
  if (code === "CLBD") account.closing = signed(node, find(node, "Amt"));
}

function checkBalance({ opening, closing, movedCents }: Account): void {
  if (opening === null || closing === null || opening + movedCents === closing) return;
  throw new Unreadable({ reason: "balance", found: `${closing / 100}`, expected: `${(opening + movedCents) / 100}` });
}

function entryLines(account: Account, entry: Node): ReadLine[] {
  const status = textAt(entry, "Sts", "Cd") || textAt(entry, "Sts");
  // What is only announced is booked in a later statement.
  if (status !== "" && status !== "BOOK") return [];
  const whole = signed(entry, find(entry, "Amt"));
  account.movedCents += whole;
  const day = dayOf(entry);
  const details = all(entry, "NtryDtls").flatMap((batch) => all(batch, "TxDtls"));
  const amounts = details.map((detail) => partOf(detail, whole));
  const split = details.length > 1 && amounts.every((part) => part !== null) && sum(amounts.map(Number)) === whole;
  const base = { kind: "bank", day } as const;
  if (!split)
    return [{ ...base, amountCents: whole, ...toldOf(account, entry, details.length === 1 ? details[0] : undefined) }];
  return details.map((detail, index) => ({
    ...base,
    amountCents: Number(amounts[index]),
    ...toldOf(account, entry, detail),
  }));
}

/** The amount of one transaction of a batch, with the direction of its own or of the entry. */
function partOf(detail: Node, whole: number): number | null {
  const amount =
    find(detail, "Amt") ?? find(detail, "AmtDtls", "TxAmt", "Amt") ?? find(detail, "AmtDtls", "InstdAmt", "Amt");
  if (!amount) return null;
  const cents = signed(detail, amount);
  return textAt(detail, "CdtDbtInd") === "" && whole < 0 ? -cents : cents;
}

function dayOf(entry: Node): string {
  const moment = textAt(entry, "BookgDt", "DtTm") || textAt(entry, "ValDt", "DtTm");
  const day = textAt(entry, "BookgDt", "Dt") || parisMomentOf(moment)?.slice(0, 10) || textAt(entry, "ValDt", "Dt");
  if (!isCivilDate(day.slice(0, 10))) throw new Unreadable({ reason: "day", found: (day || moment).slice(0, 30) });
  return day.slice(0, 10);
}

function toldOf(
  account: Account,
  entry: Node,
  detail: Node | undefined,
): Pick<ReadLine, "reference" | "label" | "detail"> {
  const parties = find(detail, "RltdPties");
  const nameOf = (role: string) => textAt(parties, role, "Nm") || textAt(parties, role, "Pty", "Nm");
  const endToEndId = textAt(detail, "Refs", "EndToEndId").replace(/^NOTPROVIDED$/i, "");
  const remittance = find(detail, "RmtInf");
  const free = all(remittance, "Ustrd").map((node) => node.text.trim());
  const structured = all(remittance, "Strd").map((node) => textAt(node, "CdtrRefInf", "Ref"));
  const more = [textAt(detail, "AddtlTxInf"), textAt(entry, "AddtlNtryInf")];
  return {
    reference: endToEndId.slice(0, 140),
    label: [...free, ...structured, ...more].filter(Boolean).join(" ").replace(/\s+/g, " ").slice(0, 300),
    detail: {
      account: account.id,
      endToEndId,
      bankReference: textAt(detail, "Refs", "AcctSvcrRef") || textAt(entry, "AcctSvcrRef"),
      transaction: textAt(detail, "Refs", "TxId"),
      mandate: textAt(detail, "Refs", "MndtId"),
      party: (nameOf("Dbtr") || nameOf("UltmtDbtr") || nameOf("Cdtr")).slice(0, 140),
      returned: textAt(detail, "RtrInf", "Rsn", "Cd"),
      reversal: textAt(entry, "RvslInd") === "true",
    },
  };
}
