/**
 * The bytes of a file of direct debits: pain.008.001.02 or .08, by the library `sepa` (facts: treasury §5). The only file that knows it.
 * What the library leaves open is checked here: lengths of composed references, number and sum of the debits.
 */
import { Document, validateCreditorID } from "sepa";
import { type CivilDate, instantOf } from "@/lib/kernel/civil-date";
import { type Cents, formatPlain, sum } from "@/lib/kernel/money";
import { type BatchFile, blocksOf, type Creditor, type Debit, sepaText } from "./rules-batch";

/** Names 70, label 140: the schema's own lengths. */
const NAME = 70;
const LABEL = 140;

export function writeSepa(batch: BatchFile): Buffer {
  const document = new Document(batch.version);
  document.grpHdr.id = batch.messageId;
  document.grpHdr.created = instantOf(batch.createdAt);
  document.grpHdr.initiatorName = sepaText(batch.creditor.ultimate || batch.creditor.name, NAME);
  for (const block of blocksOf(batch.debits)) addBlock(document, batch, block);
  const xml = finish(document.toString(), batch);
  assertWhole(xml, batch);
  return Buffer.from(xml, "utf8");
}

type Block = ReturnType<typeof blocksOf>[number];

function addBlock(document: Document, { collectOn, creditor }: BatchFile, block: Block): void {
  const info = document.createPaymentInfo();
  info.collectionDate = noonOf(collectOn);
  info.creditorIBAN = creditor.iban;
  info.creditorBIC = creditor.bic;
  info.creditorName = sepaText(creditor.name, NAME);
  info.creditorId = creditor.id;
  info.batchBooking = true;
  info.sequenceType = block.sequence;
  document.addPaymentInfo(info);
  for (const debit of block.debits) {
    const one = info.createTransaction();
    one.debtorName = sepaText(debit.holder, NAME);
    one.debtorIBAN = debit.iban;
    one.debtorBIC = debit.bic ?? "";
    one.mandateId = debit.rum;
    one.mandateSignatureDate = noonOf(debit.signedOn);
    one.amount = eurosOf(debit);
    one.remittanceInfo = sepaText(debit.label, LABEL);
    one.end2endId = debit.endToEndId;
    info.addTransaction(one);
  }
}

/** The library reads the calendar of the machine: at noon in Paris it is the same day wherever the machine stands. */
function noonOf(day: CivilDate): Date {
  return instantOf(`${day}T12:00`);
}

/** The library wants euros; it writes two decimals, and `assertWhole` holds them against the cents. */
function eurosOf({ amountCents }: { amountCents: Cents }): number {
  return Number(formatPlain(amountCents));
}

/** Paris wall clock, and the creditor behind the creditor, which the library does not know. */
function finish(xml: string, { createdAt, creditor }: { createdAt: string; creditor: Creditor }): string {
  const dated = xml.replace(/<CreDtTm>[^<]*<\/CreDtTm>/, `<CreDtTm>${createdAt}:00</CreDtTm>`);
  if (creditor.ultimate === "") return dated;
  const name = sepaText(creditor.ultimate, NAME).replaceAll("'", "&apos;");
  return dated.replaceAll("<ChrgBr>", `<UltmtCdtr><Nm>${name}</Nm></UltmtCdtr><ChrgBr>`);
}

/** Throws when the file does not say exactly the debits it was made of: it must not reach a bank. */
function assertWhole(xml: string, { debits }: { debits: readonly Debit[] }): void {
  const blocks = blocksOf(debits);
  const counts = [debits.length, ...blocks.map((block) => block.debits.length)].map(String);
  const totals = [sum(debits.map((debit) => debit.amountCents)), ...blocks.map((block) => block.totalCents)];
  const sameText = (name: string, wanted: readonly string[]) => valuesOf(xml, name).join(" ") === wanted.join(" ");
  if (!sameText("NbOfTxs", counts)) throw new Error("The file counts other debits than its own");
  if (!sameText("CtrlSum", totals.map(formatPlain))) throw new Error("The control sum is not that of the debits");
  const amounts = blocks.flatMap((block) => block.debits.map((debit) => formatPlain(debit.amountCents)));
  if (!sameText('InstdAmt Ccy="EUR"', amounts)) throw new Error("An amount of the file is not that of its debit");
  const ids = ["MsgId", "PmtInfId", "InstrId", "EndToEndId", "MndtId"].flatMap((name) => valuesOf(xml, name));
  if (ids.some((id) => id.length > 35)) throw new Error("A reference is longer than 35 characters");
  const ends = valuesOf(xml, "EndToEndId");
  if (new Set(ends).size !== ends.length) throw new Error("Two debits have one reference");
}

function valuesOf(xml: string, tag: string): string[] {
  const close = tag.split(" ")[0];
  return [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${close}>`, "g"))].map((match) => match[1] ?? "");
}

/** Identifiant créancier SEPA: its key is that of an account number, without the three characters of the business code. */
export function isCreditorId(text: string): boolean {
  return validateCreditorID(text);
}
