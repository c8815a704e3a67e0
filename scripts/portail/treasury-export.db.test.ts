/** `treasury export` as a person types it: formats, the same bytes twice, a copy said to be one, and wrong use named. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handOver } from "@/lib/claim/commands";
import { parisOf } from "@/lib/kernel/civil-date";
import { now } from "@/lib/server/clock";
import { db, transaction } from "@/lib/server/db";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import {
  aHousehold,
  anAccount,
  anAddress,
  anIssuedInvoice,
  aParent,
  aPayer,
  aRegie,
  contextFor,
  TODAY,
} from "@/prisma/fixtures";
import { Mistake } from "./io";
import { run } from "./treasury-export";

const folder = mkdtempSync(join(tmpdir(), "export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TREASURY = {
  postCode: "006099",
  siret: "21060999900019",
  collectivityCode: "123",
  budgetCode: "00",
  nature: "7067",
};
let regieCode = "";
/** The day of the hand-over below; the command reads the machine's clock. */
const today = parisOf(now()).day;

beforeAll(async () => {
  process.env.PUBLIC_URL ??= "http://127.0.0.1:9";
  const tx = db();
  const regie = await aRegie(tx);
  regieCode = regie.code;
  await tx.regie.update({ where: { id: regie.id }, data: { settings: { treasury: TREASURY } } });
  const regisseur = await anAccount(tx, { role: "regie" });
  const household = await aHousehold(tx);
  await anAddress(tx, household.id, { since: "2020-09-01" });
  const { guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  await tx.payer.update({ where: { id: payer.id }, data: { civility: "MME" } });
  const ids = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const bill = () => anIssuedInvoice(db(), { ...ids, sales: [{ productCode: "CANT", amountCents: 5000 }] });
  const [paid, unpaid] = [await bill(), await bill()];
  const cash = {
    means: "cash" as const,
    amount: 5000,
    receivedOn: TODAY,
    chequeNumber: "",
    chequeIssuer: "",
    reference: "",
    keepSurplus: false,
  };
  await transaction((tx) => takeCounterPayment(contextFor(tx, regisseur), { invoiceId: paid.id, ...cash }));
  const slip = { kind: "title" as const, subject: "Titres", bordereau: 7, firstPiece: 70, noticeOn: null };
  const made = await transaction((tx) =>
    handOver(contextFor(tx, regisseur, now()), { regieId: regie.id, invoiceIds: [unpaid.id], ...slip }),
  );
  if (!made.ok) throw new Error(made.reason);
});

type Said = { ok: true; file: string; name: string; sha256: string; copy: boolean; totalCents: number };

async function exported(...args: string[]): Promise<Said[]> {
  const said: Said[] = [];
  const io = {
    json: true,
    say: () => undefined,
    emit: (value: unknown) => said.push(value as Said),
    note: () => undefined,
  };
  expect(await run([...args, "--regie", regieCode, "--out", folder], io)).toBe(0);
  return said;
}

const NOVEMBER = ["--from", "2026-11-01", "--to", "2026-11-30"];

describe("a period", () => {
  it.each(["csv", "xlsx"])(
    "as %s is the same to the byte the second time, and its name says that it is a copy",
    async (format) => {
      const [first] = await exported(...NOVEMBER, "--format", format);
      const [again] = await exported(...NOVEMBER, "--format", format);
      expect([first?.copy, again?.copy]).toEqual([false, true]);
      expect(again).toMatchObject({ ok: true, sha256: first?.sha256, totalCents: 5000 });
      expect(again?.name).toBe(first?.name.replace(`.${format}`, `-copie.${format}`));
      expect(readFileSync(again?.file ?? "").equals(readFileSync(first?.file ?? ""))).toBe(true);
    },
  );

  it("as PES gives what was handed over again, and makes nothing", async () => {
    const year = today.slice(0, 4);
    const [first] = await exported("--from", today, "--to", today, "--format", "pes");
    const [again] = await exported("--from", today, "--to", today, "--format", "pes");
    expect([first?.name, again?.name]).toEqual([`PESALR1_${year}_0000007.xml`, `PESALR1_${year}_0000007-copie.xml`]);
    expect(readFileSync(again?.file ?? "").equals(readFileSync(first?.file ?? ""))).toBe(true);
    await expect(exported("--from", "2020-01-01", "--to", "2020-01-31", "--format", "pes")).rejects.toThrow(
      "/gestion/titres",
    );
  });
});

it.each([
  [["--format", "pdf", ...NOVEMBER], "csv, xlsx, pes"],
  [["--from", "2026-11-30", "--to", "2026-11-01"], "both days"],
  [["--from", "2026-02-30", "--to", "2026-11-01"], "both days"],
  [[], "both days"],
])("%j is wrong use, in one sentence, and writes nothing", async (args, words) => {
  const before = readdirSync(folder).length;
  const wrong = await exported(...args).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(Mistake);
  expect((wrong as Mistake).message).toContain(words);
  expect((wrong as Mistake).exitCode).toBe(2);
  expect(readdirSync(folder)).toHaveLength(before);
});
