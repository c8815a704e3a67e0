/**
 * The dossier as one HTML file that works saved to disk: no script, no request, the receipts inside as files to take out. Every text is escaped;
 * the page itself says that it may load nothing. Pure.
 */
import type { DossierDocument, DossierFile, DossierLine, DossierPart } from "./rules";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
body{margin:0 auto;max-width:48rem;padding:1.5rem 1rem 4rem;font:1.05rem/1.6 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,sans-serif;color:#182449;background:#fdfbf5}
h1{font-size:1.8rem;line-height:1.2;margin:.2rem 0 1rem}h2{font-size:1.15rem;margin:2rem 0 .3rem;padding-bottom:.3rem;border-bottom:1px solid #7a85a6}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1.2rem;margin:0 0 1rem}dt{color:#4a5676}dd{margin:0;font-weight:600}
ol,ul{padding:0;margin:0}ul{padding-left:1.2rem}ol{list-style:none}
li.line{display:grid;grid-template-columns:2.6rem 3.6rem 1fr;padding:.6rem 0;border-bottom:1px solid #d3d8e8}
.number,.time,.proof{color:#4a5676;font-variant-numeric:tabular-nums}.line p{margin:0}.proof{font-size:.9rem}
a{color:#23409f}a:focus-visible{outline:3px solid #23409f;outline-offset:2px}code{overflow-wrap:anywhere;font-size:.85rem}
@media print{body{background:#fff;font-size:10pt}li.line{break-inside:avoid}}
@media(max-width:30rem){li.line{grid-template-columns:2rem 1fr}li.line .time{grid-column:2}li.line div{grid-column:2}}
`;

export function dossierHtml(document: DossierDocument): string {
  const { locale, title, commune, facts, days, parts, keys } = document;
  const head = facts.map(({ term, value }) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd>`).join("");
  const body = days
    .map(
      (day) =>
        `<h2>${escapeHtml(day.title)}</h2>\n<ol>${day.lines.map((line) => lineHtml(line, document)).join("\n")}</ol>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${escapeHtml(`${title}, ${commune}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p>${escapeHtml(commune)}</p>
<h1>${escapeHtml(title)}</h1>
<dl>${head}</dl>
${body}
${parts.map(partHtml).join("\n")}
<h2>${escapeHtml(keys.title)}</h2>
<ul>${keys.items.map((key) => `<li><code>${escapeHtml(key)}</code></li>`).join("")}</ul>
</main>
</body>
</html>
`;
}

function lineHtml({ number, time, text, notes, proof, files }: DossierLine, { take }: DossierDocument): string {
  const more = notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("");
  const links = files.map((file) => linkHtml(file, take)).join(" ");
  const under = files.length > 0 ? links : escapeHtml(proof);
  return `<li class="line"><span class="number">${number}</span><span class="time">${escapeHtml(time)}</span><div><p>${escapeHtml(text)}</p>${more}<p class="proof">${under}</p></div></li>`;
}

/** The receipt travels inside the link: a file, without asking anybody. */
function linkHtml({ name, text }: DossierFile, take: string): string {
  const data = Buffer.from(text, "utf8").toString("base64");
  return `<a download="${escapeHtml(name)}" href="data:application/json;base64,${data}">${escapeHtml(take)} ${escapeHtml(name)}</a>`;
}

function partHtml({ title, items }: DossierPart): string {
  return `<h2>${escapeHtml(title)}</h2>\n<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
}
