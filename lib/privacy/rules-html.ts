/** The copy as one page to read: no script, no request, every text escaped. Views in words first, then each table as it stands. Pure. */
import { escapeHtml } from "@/lib/dossier/rules-html";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { DataCopyContent, PlainRow, TableCopy } from "./rules";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;font:1rem/1.6 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,sans-serif;color:#182449;background:#fdfbf5}
h1{font-size:1.8rem;line-height:1.2}h2{font-size:1.25rem;margin:2.2rem 0 .4rem;padding-bottom:.3rem;border-bottom:1px solid #7a85a6}
h3{font-size:1rem;margin:1.4rem 0 .2rem}.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid #d3d8e8;overflow-wrap:anywhere;max-width:22rem}
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.1rem 1.2rem;margin:0 0 1rem}dt{color:#4a5676}dd{margin:0}
.soft{color:#4a5676}a{color:#23409f}
@media(max-width:30rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
@media print{body{background:#fff;font-size:9pt}}
`;

export type PageFacts = { locale: Locale; commune: string; files: readonly string[] };

export function copyHtml(content: DataCopyContent, { locale, commune, files }: PageFacts): string {
  const words = catalogues[locale].privacy;
  const { told, tables, leftOut } = content;
  const name = (table: string) => (words.tables as Readonly<Record<string, string>>)[table] ?? table;
  const parts = [
    part(words.copy.account, definitions(told.account, locale)),
    part(words.copy.households, told.households.map((one) => definitions(one, locale)).join("")),
    part(words.copy.children, told.children.map((one) => definitions(one, locale)).join("")),
    part(words.copy.files, list(files)),
    part(words.copy.journal, journalHtml(told.journal, locale)),
    part(words.copy.tables, tables.map((table) => tableHtml(table, name(table.table), locale)).join("")),
    part(words.copy.leftOut, list(leftOut.map(({ table, why }) => `${name(table)} — ${why}`))),
  ];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${escapeHtml(`${words.copy.title}, ${commune}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p>${escapeHtml(commune)}</p>
<h1>${escapeHtml(words.copy.title)}</h1>
<p>${escapeHtml(words.copy.lead)}</p>
<p class="soft">${escapeHtml(`${words.copy.made} ${content.takenAt.replace("T", " ")}`)}</p>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

function part(title: string, body: string): string {
  return body === "" ? "" : `<h2>${escapeHtml(title)}</h2>\n${body}`;
}

function list(items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
}

function labelOf(column: string, locale: Locale): string {
  const plain = column.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  return (catalogues[locale].privacy.columns as Readonly<Record<string, string>>)[plain] ?? plain.replaceAll("_", " ");
}

function definitions(row: PlainRow, locale: Locale): string {
  const shown = Object.entries(row).filter(([key, value]) => !isEmpty(value) && !/(^id|Id)$/.test(key));
  const lines = shown.map(
    ([key, value]) => `<dt>${escapeHtml(labelOf(key, locale))}</dt><dd>${cell(value, locale)}</dd>`,
  );
  return `<dl>${lines.join("")}</dl>`;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function cell(value: unknown, locale: Locale): string {
  const { yes, no, others } = catalogues[locale].privacy.copy;
  if (isEmpty(value)) return "";
  if (typeof value === "boolean") return escapeHtml(value ? yes : no);
  if (typeof value === "string") return escapeHtml((others as Readonly<Record<string, string>>)[value] ?? value);
  if (Array.isArray(value)) return value.map((one) => cell(one, locale)).join("<br>");
  if (typeof value !== "object") return escapeHtml(String(value));
  const inside = Object.entries(value as PlainRow).filter(([key, one]) => !isEmpty(one) && !/(^id|Id)$/.test(key));
  return inside.map(([key, one]) => `${escapeHtml(labelOf(key, locale))}: ${cell(one, locale)}`).join(", ");
}

function tableHtml({ table, rows }: TableCopy, title: string, locale: Locale): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.some((row) => !isEmpty(row[column])),
  );
  const head = columns.map((column) => `<th scope="col">${escapeHtml(labelOf(column, locale))}</th>`).join("");
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => `<td>${cell(row[column], locale)}</td>`).join("")}</tr>`,
  );
  const note = `<span class="soft">(${escapeHtml(table)}, ${rows.length})</span>`;
  return `<h3>${escapeHtml(title)} ${note}</h3>\n<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function journalHtml(lines: DataCopyContent["told"]["journal"], locale: Locale): string {
  if (lines.length === 0) return "";
  const { when, what } = catalogues[locale].privacy.copy;
  const rows = lines.map(({ at, did, facts, notes, reference }) => {
    const text = [facts === "" ? `${did}.` : `${did} — ${facts}.`, ...notes, reference ?? ""].filter(Boolean).join(" ");
    return `<tr><td>${escapeHtml(at.replace("T", " "))}</td><td>${escapeHtml(text)}</td></tr>`;
  });
  return `<div class="wide"><table><thead><tr><th scope="col">${escapeHtml(when)}</th><th scope="col">${escapeHtml(what)}</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}
