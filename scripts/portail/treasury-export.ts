/**
 * `portail treasury export`: closes a period into a lot, or gives the same lot again, as CSV file or workbook; with `pes`, the roles and slips of
 * titles handed over in the period. Files go into the current folder or into --out, the same bytes each time.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import { formatEuros } from "@/lib/kernel/money";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { closeLot, type Delivery, deliverLot, type LotRefusal } from "@/lib/treasury/commands";
import { regies } from "@/lib/treasury/queries";
import { makeLotFile } from "@/lib/treasury/queries-file";
import { slipsHandedOver } from "@/lib/treasury/queries-lot";
import { type ExitCode, type Io, Mistake } from "./io";

const REFUSALS: Record<LotRefusal, string> = {
  "no-regie": "This régie does not exist.",
  empty: "Nothing was received in this period, and no lot of it exists.",
  "books-differ":
    "The receipts of this period do not come to what the ledger holds: nothing was exported. See /gestion/rapprochement.",
};

const formats = ["csv", "xlsx", "pes"] as const;
type Asked = {
  since: CivilDate;
  until: CivilDate;
  format: (typeof formats)[number];
  regie: string | undefined;
  out: string;
};

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const asked = askedOf(args);
  try {
    const regieId = await regieOf(asked.regie);
    const lotIds = asked.format === "pes" ? await slipsOf(regieId, asked) : [await closedLot(regieId, asked)];
    for (const lotId of lotIds) {
      const delivery = await delivered(lotId, asked.format);
      tell(delivery, write(delivery, asked.out), io);
    }
    return 0;
  } finally {
    await db().$disconnect();
  }
}

function askedOf(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: "string" },
      to: { type: "string" },
      format: { type: "string", default: "csv" },
      regie: { type: "string" },
      out: { type: "string", default: "." },
    },
  });
  const { from: since, to: until, regie, out } = values;
  const format = formats.find((one) => one === values.format);
  if (!format) throw new Mistake(`Format ${values.format} is not offered; ${formats.join(", ")} are.`, 2);
  if (!since || !until || !isCivilDate(since) || !isCivilDate(until) || since > until)
    throw new Mistake("Give both days, included, such as --from 2026-11-01 --to 2026-11-30.", 2);
  return { since, until, format, regie, out };
}

async function regieOf(code: string | undefined): Promise<string> {
  const known = await regies(db());
  const [only] = code === undefined ? known : known.filter((regie) => regie.code === code);
  const codes = known.map((regie) => regie.code).join(", ");
  if (!only) throw new Mistake(code === undefined ? "There is no régie yet." : `No régie ${code}; there is ${codes}.`);
  if (code === undefined && known.length > 1) throw new Mistake(`Name one régie with --regie: ${codes}.`, 2);
  return only.id;
}

async function closedLot(regieId: string, { since, until }: Asked): Promise<string> {
  const lot = await transaction((tx) => closeLot(systemContext(tx, now()), { regieId, since, until }));
  if (!lot.ok) throw new Mistake(REFUSALS[lot.reason]);
  return lot.lotId;
}

/** A hand-over takes a person's choice: here its files are given again, none is made. */
async function slipsOf(regieId: string, { since, until }: Asked): Promise<string[]> {
  const slips = await slipsHandedOver(db(), { regieId, since, until });
  if (slips.length === 0)
    throw new Mistake(
      "No role and no slip of titles was handed over in this period. They are made on /gestion/titres.",
    );
  return slips;
}

async function delivered(lotId: string, format: Asked["format"]): Promise<Delivery> {
  const made = await makeLotFile(db(), lotId, format);
  const delivery = await transaction((tx) => deliverLot(systemContext(tx, now()), lotId, { format, made }));
  if (!delivery) throw new Mistake("The lot has gone.");
  return delivery;
}

function write({ fileName, bytes }: Delivery, folder: string): string {
  const path = resolve(folder, fileName);
  writeFileSync(path, bytes);
  return path;
}

function tell({ fileName, sha256, isCopy, totalCents }: Delivery, path: string, io: Io): void {
  io.emit({ ok: true, file: path, name: fileName, sha256, copy: isCopy, totalCents });
  io.say(`${path}${isCopy ? " (a copy)" : ""}\n  ${formatEuros(totalCents)}\n  SHA-256 ${sha256}`);
}
