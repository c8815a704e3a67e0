import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, describe, expect, it } from "vitest";
import { renderInvoicePdf } from "@/lib/invoice/pdf";
import { type InvoiceDocument, type InvoiceFacts, invoiceDocument } from "@/lib/invoice/rules-document";
import { aFamilyLine, anInvoice, anInvoiceLine } from "@/prisma/fixtures/invoice";
import { Bill } from "./bill";
import { Mentions, Ways } from "./mentions";

const INVOICES = 200;
const ISSUED = new Date("2026-11-05T08:00:00.000Z");
const folder = mkdtempSync(join(tmpdir(), "twin-"));
const hasPdftotext = spawnSync("pdftotext", ["-v"]).status === 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kids = ["Léa", "Tom", "Éloïse-Marie", "N’Golo", "Gaëtan", "Zoé"] as const;
const services = [
  { label: "Cantine", activityKind: "canteen" },
  { label: "Garderie du matin", activityKind: "morning-care" },
  { label: "Garderie du soir", activityKind: "evening-care" },
  { label: "Accueil de loisirs du mercredi, journée complète avec repas et goûter", activityKind: "leisure" },
  { label: "Bus, ligne 1", activityKind: "bus" },
] as const;
const days = Array.from({ length: 23 }, (_, index) => `2026-10-${String(index + 1).padStart(2, "0")}`);

const someDays = fc.subarray(days, { minLength: 1, maxLength: 20 });
const line = fc.record({
  service: fc.constantFrom(...services),
  kind: fc.constantFrom("booked", "unbooked", "absence", "late_pickup", "correction", "flat"),
  cents: fc.oneof(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1_000, max: 1_500_000 })),
  days: someDays,
  waived: fc.subarray(days, { maxLength: 3 }),
  percent: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
});

/** Up to three children with up to four lines each, a cap of the family or none, a credit or none. */
const invoices: fc.Arbitrary<InvoiceFacts> = fc
  .record({
    children: fc.uniqueArray(fc.constantFrom(...kids), { minLength: 1, maxLength: 3 }),
    lines: fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 3 }),
    cap: fc.boolean(),
    credit: fc.constantFrom(0, 0, 1, 2),
    number: fc.integer({ min: 1, max: 999_999 }),
    quotient: fc.boolean(),
  })
  .map(({ children, lines, cap, credit, number, quotient }) => {
    const own = children.flatMap((child, rank) =>
      (lines[rank] ?? []).map(({ service, percent, ...one }) =>
        anInvoiceLine(child, {
          ...{ ...service, ...one },
          why: { share: percent === null ? null : { percent, ofCents: one.cents * 2 } },
        }),
      ),
    );
    const facts = anInvoice({ number, lines: cap ? [...own, aFamilyLine()] : own });
    const head = quotient ? facts.head : { ...facts.head, quotient: null };
    return { ...facts, head, creditCents: credit === 0 ? 0 : Math.floor(facts.totalCents / credit) };
  });

/** Every text that both must say: not the title, which is the page's own, nor what only the page or only the paper shows. */
function sayings({ locale: _locale, title: _title, foot, groups, ...rest }: InvoiceDocument): string[] {
  const rows = groups.map(({ rows: own, ...group }) => [
    group,
    own.map(({ steps: _steps, tariff: _tariff, ...row }) => row),
  ]);
  return leaves([rest, rows, foot.data]);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}

/** Without spaces: the paper breaks lines elsewhere, and draws both kinds of space with one glyph. */
const flat = (text: string) => text.replace(/\s+/g, "");
const amountsIn = (text: string) => new Set(text.match(/[−-]?\d{1,3}(?:\d{3})*,\d{2}€/g) ?? []);

function onScreen(content: InvoiceDocument): string {
  const html = renderToStaticMarkup(
    <>
      <Bill content={content} why="?" />
      <Ways content={content} />
      <Mentions content={content} />
    </>,
  );
  // What only the page shows, how each line was computed, is not held against the paper.
  const shown = html.replace(/<tr class="why[\s\S]*?<\/tr>/g, " ").replace(/<[^>]*>/g, " ");
  return flat(shown.replaceAll("&#x27;", "'").replaceAll("&amp;", "&"));
}

async function onPaper(content: InvoiceDocument): Promise<string> {
  const file = join(folder, "invoice.pdf");
  writeFileSync(file, await renderInvoicePdf(content, ISSUED));
  return flat(spawnSync("pdftotext", ["-raw", file, "-"]).stdout.toString());
}

describe("the page and the paper of an invoice", () => {
  const drawn = fc.sample(invoices, { numRuns: INVOICES, seed: 4 });

  it.runIf(hasPdftotext)(
    `say the same words and amounts on ${INVOICES} random invoices (needs pdftotext)`,
    async () => {
      for (const facts of drawn) {
        const content = invoiceDocument(facts, "fr");
        const [screen, paper] = [onScreen(content), await onPaper(content)];
        const said = sayings(content).map(flat);
        expect(said.filter((text) => !screen.includes(text))).toEqual([]);
        expect(said.filter((text) => !paper.includes(text))).toEqual([]);
        expect(amountsIn(paper)).toEqual(amountsIn(screen));
      }
    },
    180_000,
  );

  it("keeps three children and four services each to one line a price, whatever the number of days", () => {
    const most = drawn.map((facts) => invoiceDocument(facts, "fr").groups.flatMap((group) => group.rows).length);
    expect(Math.max(...most)).toBeLessThanOrEqual(3 * 4 + 1);
  });
});
