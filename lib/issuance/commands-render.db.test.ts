import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { invoicesOf, ownInvoice } from "@/lib/invoice/queries";
import { newId } from "@/lib/kernel/ids";
import { aBooking } from "@/prisma/fixtures/billing";
import { family, issue, town } from "@/prisma/fixtures/month";
import { renderInvoices } from "./commands-render";

describe("the files of a run", () => {
  it("are made once, hashed in the journal, and announced to the payer", async () => {
    const place = await town();
    const one = await family(place);
    const two = await family(place, "Tom");
    for (const { child, household } of [one, two])
      await aBooking(place.tx, {
        childId: child.id,
        activityDayId: place.days[0]?.id ?? "",
        householdId: household.id,
      });
    const { runId } = await issue(place);
    const job = await place.tx.job.findFirstOrThrow({ where: { dedupeKey: `invoice.render:${runId}` } });
    const leased = { id: job.id, kind: "invoice.render" as const, payload: job.payload, attempts: 1 };
    expect(await renderInvoices(place.tx, leased)).toBeNull();
    const files = await place.tx.invoicePdf.findMany({ where: { invoice: { runId } } });
    expect(files).toHaveLength(2);
    for (const file of files) expect(createHash("sha256").update(file.bytes).digest("hex")).toBe(file.sha256);
    expect(await renderInvoices(place.tx, leased)).toBeNull();
    expect(await place.tx.auditEvent.count({ where: { type: "invoice.rendered" } })).toBe(2);
    const mails = await place.tx.mailOutbox.findMany({ where: { householdId: one.household.id } });
    expect(mails.map((mail) => [mail.toAddress, mail.subject])).toEqual([
      [one.account.email, "Votre facture de novembre\u00a02026\u00a0: 2,00\u00a0€"],
    ]);
    expect(await place.tx.job.findUniqueOrThrow({ where: { id: job.id } })).toMatchObject({
      progressDone: 2,
      progressTotal: 2,
    });
  });
});

describe("who reads an invoice", () => {
  it("is the payer and the payer's household, not the other parent who pays another part", async () => {
    const place = await town();
    const camille = await family(place);
    const sacha = await family(place, "Noé");
    await place.tx.householdPayer.updateMany({
      where: { householdId: camille.household.id },
      data: { sharePercent: 50 },
    });
    const share = { householdId: camille.household.id, payerId: sacha.payer.id, sharePercent: 50 };
    await place.tx.householdPayer.create({ data: { id: newId(), ...share, since: new Date("2026-09-01") } });
    await aBooking(place.tx, {
      childId: camille.child.id,
      activityDayId: place.days[0]?.id ?? "",
      householdId: camille.household.id,
    });
    await issue(place);
    const read = async (accountId: string) => {
      const scope = await mintFamilyScope(place.tx, accountId, "2026-11-23");
      if (!scope) throw new Error("a parent has a scope");
      const own = await invoicesOf(place.tx, scope);
      const rows = await place.tx.invoice.findMany({ where: { id: { in: own.map((row) => row.id) } } });
      const others = await place.tx.invoice.findMany({
        where: { id: { notIn: own.map((row) => row.id) }, regieId: place.regie.id },
      });
      for (const other of others) expect(await ownInvoice(place.tx, scope, other.id)).toBeNull();
      return rows.map((row) => [row.payerId, row.totalCents]);
    };
    expect(await read(camille.account.id)).toEqual([[camille.payer.id, 100]]);
    expect(await read(sacha.account.id)).toEqual([[sacha.payer.id, 100]]);
  });
});
