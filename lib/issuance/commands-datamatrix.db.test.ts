import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { aBooking } from "@/prisma/fixtures/billing";
import { family, issue, town } from "@/prisma/fixtures/month";
import { renderInvoices } from "./commands-render";

function hasPdftotext(): boolean {
  try {
    execFileSync("which", ["pdftotext"]);
    return true;
  } catch {
    return false;
  }
}

/** The words of the one invoice of a month, printed under the treasury's settings. */
async function printed(treasury: Record<string, string>): Promise<string> {
  const place = await town();
  await place.tx.regie.update({ where: { id: place.regie.id }, data: { settings: { treasury } } });
  const { child, household } = await family(place);
  await aBooking(place.tx, {
    ...{ childId: child.id, householdId: household.id },
    activityDayId: place.days[0]?.id ?? "",
  });
  const { runId } = await issue(place);
  const job = await place.tx.job.findFirstOrThrow({ where: { dedupeKey: `invoice.render:${runId}` } });
  await renderInvoices(place.tx, { id: job.id, kind: "invoice.render", payload: job.payload, attempts: 1 });
  const { bytes } = await place.tx.invoicePdf.findFirstOrThrow({ where: { invoice: { runId } } });
  return execFileSync("pdftotext", ["-", "-"], { input: Buffer.from(bytes) }).toString();
}

describe.runIf(hasPdftotext())("the datamatrix on a printed invoice", () => {
  const codes = { establishmentCode: "123", datamatrixCode: "456", postCode: "006035" };

  it.each([
    ["by default", {}, false],
    ["off, with every code", { ...codes, datamatrix: "off" }, false],
    ["on, with every code", { ...codes, datamatrix: "sum" }, true],
    ["on, without the code of the post", { ...codes, postCode: "", datamatrix: "digits" }, false],
  ])("%s", async (_, treasury, drawn) => {
    expect((await printed(treasury)).includes("buraliste")).toBe(drawn);
  });
});
