import { expect, it } from "vitest";
import type { Entry } from "@/lib/journal/rules";
import { dossierDocument, filesOf } from "./rules";
import { dossierHtml } from "./rules-html";

const entry = (given: Partial<Entry>): Entry => ({
  ...{ id: "e", moment: "2026-11-23T08:47", did: "Vous avez réservé", facts: "cantine", notes: [], reference: null },
  ...{ href: null, look: false, erased: false, sealed: true, childIds: [], receipts: ["e"] },
  ...given,
});

const facts = {
  ...{ commune: "Saint-<b>Jean</b>", portal: "https://portail.example.fr", about: 'Foyer "A&B"', keys: ["clé+1"] },
  ...{ since: "2026-11-01", until: "2026-11-30", madeAt: "2026-12-01T09:05" },
};

it("lets no text become markup", () => {
  const hostile = `</script><img src=x onerror="alert('1')">`;
  const html = dossierHtml(
    dossierDocument(facts, [{ entry: entry({ did: hostile, notes: [hostile] }), receipts: [] }], "fr"),
  );
  expect(html).not.toContain("<img");
  expect(html).not.toContain("<b>");
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;");
});

it("loads nothing from anywhere, and says so itself", () => {
  const html = dossierHtml(dossierDocument(facts, [{ entry: entry({}), receipts: [{ id: "e", text: "{}" }] }], "en"));
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/(src|href)="https?:/);
});

it("numbers the lines from the oldest and names a file for each receipt", () => {
  const late = entry({ id: "b", moment: "2026-11-24T10:00", receipts: ["b", "c"] });
  const proven = [
    {
      entry: late,
      receipts: [
        { id: "b", text: "{1}" },
        { id: "c", text: "{2}" },
      ],
    },
    { entry: entry({}), receipts: [{ id: "e", text: "{0}" }] },
  ];
  const document = dossierDocument(facts, proven, "fr");
  expect(document.days.map(({ title }) => title.replaceAll("\u00a0", " "))).toEqual([
    "Lundi 23 novembre 2026",
    "Mardi 24 novembre 2026",
  ]);
  expect(filesOf(document).map(({ name, text }) => [name, text])).toEqual([
    ["recepisse-1.json", "{0}"],
    ["recepisse-2-1.json", "{1}"],
    ["recepisse-2-2.json", "{2}"],
  ]);
});

it("says of a line that is not sealed, and of one whose content was erased, what that means", () => {
  const [open, gone] = [entry({ sealed: false, receipts: [] }), entry({ erased: true })];
  const document = dossierDocument(
    facts,
    [
      { entry: open, receipts: [] },
      { entry: gone, receipts: [{ id: "e", text: "{}" }] },
    ],
    "fr",
  );
  const [first, second] = document.days.flatMap(({ lines }) => lines);
  expect(first?.proof).toContain("pas encore scellée");
  expect(second?.notes.join()).toContain("effacé à sa date");
});
