/**
 * A settlement list of PayFiP with 10,000 lines for 10,000 payments: sent to the portal over HTTP as a régisseur sends it, read, matched and
 * kept; then the control of the day, and all sure matches confirmed (issue 4, "Speed"). The payments are made here, in years of their own.
 */
import type { Connection } from "mysql2/promise";
import { newId } from "../../lib/kernel/ids";
import { rowsOf } from "../../prisma/connection";
import { aList, type Paid } from "../../prisma/testing/statements";
import { type Times, timed } from "./measure";
import type { Visitor } from "./visitor";

const LINES = 10_000;
const ROWS = 1000;
const YEAR = 1999;

type Family = { regie_id: string; household_id: string; payer_id: string };

export async function measureLists(url: string, connection: Connection, clerk: Visitor): Promise<Times[]> {
  const [family] = await rowsOf<Family>(connection, "SELECT regie_id, household_id, payer_id FROM invoice LIMIT 1", []);
  if (!family) throw new Error("an invoice is needed");
  const paid = await payments(connection, family);
  const form = new FormData();
  form.append("regieId", family.regie_id);
  form.append("file", new File([new Uint8Array(aList(paid))], "liste.csv"));
  const headers = { cookie: clerk.cookieHeader(), origin: url, "sec-fetch-site": "same-origin" };
  let report = "";
  const taken = await timed(async () => {
    const answer = await fetch(new URL("/api/rapprochement", url), {
      method: "POST",
      body: form,
      headers,
      redirect: "manual",
    });
    report = answer.headers.get("location") ?? "";
  });
  const page = report.split("?")[0] ?? "";
  if (!page.includes("/imports/")) throw new Error(`the list was not taken: ${report}`);
  const sure = await clerk.form(page, ({ label }) => label.includes("Confirmer"));
  const confirmed = await timed(() => clerk.send(sure, {}));
  const shown = await timed(() => clerk.get("/gestion/rapprochement"));
  return [
    { name: "reconciliation: a list of 10,000 lines", samples: [taken], note: `${paid.length} payments` },
    { name: "reconciliation: confirming what is sure", samples: [confirmed] },
    { name: "reconciliation: the control's page", samples: [shown] },
  ];
}

async function payments(connection: Connection, family: Family): Promise<Paid[]> {
  const made = Array.from({ length: LINES }, (_, index) => {
    const day = `2026-11-${String((index % 20) + 1).padStart(2, "0")}`;
    return {
      id: newId(),
      number: index + 1,
      refdet: `MES${String(index).padStart(9, "0")}`,
      day,
      cents: 1000 + (index % 9000),
    };
  });
  for (let start = 0; start < made.length; start += ROWS) {
    const part = made.slice(start, start + ROWS);
    await connection.query(
      "INSERT INTO invoice (id, regie_id, kind, state, year, number, refdet, month, household_id, payer_id, recipient, total_cents, issued_on, created_at) VALUES ?",
      [
        part.map(({ id, number, refdet, day, cents }) => [
          ...[id, family.regie_id, "invoice", "issued", YEAR, number, refdet, `${YEAR}-01`],
          ...[family.household_id, family.payer_id, "{}", cents, day, `${day} 08:00:00`],
        ]),
      ],
    );
    await connection.query(
      "INSERT INTO payment_attempt (id, invoice_id, household_id, gateway, numcli, mode, refdet, amount_cents, answered_cents, idop, state, means, paid_at_raw, created_at, polls) VALUES ?",
      [
        part.map(({ id, refdet, day, cents }) => [
          ...[newId(), id, family.household_id, "service", "006382", "W", refdet, cents, cents, newId()],
          ...["paid_card", "card", `${day}T09:00`, `${day} 08:00:00`, 1],
        ]),
      ],
    );
  }
  return made.map(({ day, refdet, cents }) => ({ day, refdet, cents }));
}
