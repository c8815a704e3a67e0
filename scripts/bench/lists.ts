/**
 * A settlement list of PayFiP with 10,000 lines for 10,000 payments: sent to the portal over HTTP as a régisseur sends it, read, matched and
 * kept; then the control of the day, and all sure matches confirmed (issue 4, "Speed"); and a worklist of as many requests. All rows are made here.
 */
import type { Connection } from "mysql2/promise";
import { people } from "../../e2e/support/accounts";
import { newId } from "../../lib/kernel/ids";
import { rowsOf } from "../../prisma/connection";
import { aList, type Paid } from "../../prisma/testing/statements";
import { repeat, type Times, timed } from "./measure";
import { Visitor } from "./visitor";

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
    ...(await measureWorklist(url, connection)),
  ];
}

const PAGES = { times: 40, warm: 10 };

/** 10,000 requests of the families there are, half of them open: the head's list, an agent's, and the counts that a page asks for again (issue 6). */
async function measureWorklist(url: string, connection: Connection): Promise<Times[]> {
  const children = await rowsOf<{ id: string; household: string; site: string | null }>(
    connection,
    `SELECT c.child_id AS id, c.household_id AS household, MAX(s.site_id) AS site FROM child_household c
     LEFT JOIN schooling s ON s.child_id = c.child_id GROUP BY c.child_id, c.household_id`,
    [],
  );
  const kinds = ["question", "absence", "late-booking", "payment-plan"];
  const rows = Array.from({ length: LINES }, (_, index) => {
    const { id, household, site } = children[index % children.length] ?? { id: null, household: "", site: null };
    const day = `2026-10-${String((index % 28) + 1).padStart(2, "0")}`;
    const state = index % 2 === 0 ? "in_study" : "decided";
    return [newId(), `BEN-${index}`, kinds[index % 4], "portal", household, id, site, state, `${day} 08:00:00`, day];
  });
  for (let start = 0; start < rows.length; start += ROWS) {
    await connection.query(
      "INSERT INTO family_request (id, reference, kind, channel, household_id, child_id, site_id, state, received_at, due_on) VALUES ?",
      [rows.slice(start, start + ROWS)],
    );
  }
  const [head, agent] = [await Visitor.signedIn(url, people.responsable), await Visitor.signedIn(url, people.oliviers)];
  return [
    await repeat("worklist of 10,000 requests, the head's", PAGES, () => head.get("/gestion/demandes")),
    await repeat("worklist of 10,000 requests, an agent's", PAGES, () => agent.get("/gestion/demandes")),
    await repeat("their counts, asked again by the page", PAGES, () => agent.get("/api/demandes/etat")),
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
