import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type InvoiceDocument, invoiceDocument } from "@/lib/invoice/rules-document";
import { anInvoice } from "@/prisma/fixtures/invoice";
import { Bill } from "./bill";
import { Mentions, Ways } from "./mentions";

/** What the PDF prints, but its title, which is the page's own, and its foot. */
function printed({ locale: _locale, title: _title, foot, groups, ...rest }: InvoiceDocument): string[] {
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

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

describe.each(["fr", "en"] as const)("the page of an invoice in %s", (locale) => {
  const content = invoiceDocument(anInvoice(), locale);
  const shown = textOf(
    renderToStaticMarkup(
      <>
        <Bill content={content} why="?" />
        <Ways content={content} />
        <Mentions content={content} />
      </>,
    ),
  );

  it("says every word and amount of its PDF", () => {
    const missing = printed(content).filter((text) => !shown.includes(text.replace(/\s+/g, " ")));
    expect(missing).toEqual([]);
  });

  it("explains each line besides", () => {
    const steps = content.groups.flatMap((group) => group.rows.flatMap((row) => [...row.steps, row.tariff]));
    expect(steps.filter((text) => !shown.includes(text.replace(/\s+/g, " ")))).toEqual([]);
  });
});
