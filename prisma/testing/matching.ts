/** For database tests of matching: a file that is brought, its lines, and what a person does about them. */
import { newId } from "@/lib/kernel/ids";
import type { AttemptState } from "@/lib/payment/rules";
import { db, transaction } from "@/lib/server/db";
import { importStatement } from "@/lib/statement/commands";
import { confirmSure, matchLine, openLineCase } from "@/lib/statement/commands-match";
import type { CaseWish, MatchWish } from "@/lib/statement/schema";
import { contextFor } from "../fixtures";
import type { Debt } from "../testing/payments";
import { aList } from "../testing/statements";

export const bring = (regieId: string, bytes: Uint8Array) =>
  transaction((tx) => importStatement(contextFor(tx, null), { regieId, fileName: "f", bytes }));
export const confirm = (regieId: string) => transaction((tx) => confirmSure(contextFor(tx, null), { regieId }));
export const match = (wish: MatchWish) => transaction((tx) => matchLine(contextFor(tx, null), wish));
export const openCase = (wish: CaseWish) => transaction((tx) => openLineCase(contextFor(tx, null), wish));
export const lines = (regieId: string) =>
  db().statementLine.findMany({ where: { regieId }, orderBy: { position: "asc" } });
export const cases = (regieId: string) => db().moneyCase.findMany({ where: { regieId } });

export async function anAttempt({ invoice, household }: Debt, state: AttemptState, given: { paid?: number } = {}) {
  const id = newId();
  await db().paymentAttempt.create({
    data: {
      ...{
        id,
        invoiceId: invoice.id,
        householdId: household.id,
        gateway: "service",
        numcli: "006382",
        mode: "W",
        state,
      },
      ...{
        refdet: invoice.refdet ?? "",
        amountCents: 9482,
        idop: newId(),
        createdAt: new Date("2026-11-05T08:00:00Z"),
      },
      ...(given.paid && { answeredCents: given.paid, means: "card", paidAtRaw: "2026-11-05T09:00" }),
    },
  });
  return id;
}

export const listed = ({ invoice }: Debt, cents = 9482) =>
  aList([{ day: "2026-11-06", refdet: invoice.refdet ?? "", cents }]);

export async function only(regieId: string) {
  const [line] = await lines(regieId);
  if (!line) throw new Error("a line expected");
  return line;
}

export const wish = (lineId: string, given: Partial<MatchWish> = {}): MatchWish => ({
  lineId,
  target: null,
  invoice: "",
  ...given,
});
