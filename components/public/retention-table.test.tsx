/** The public page and the register print one thing: the durations of the settings, whatever the commune chose. */
import { IntlProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { catalogues } from "@/lib/i18n/messages";
import { type Durations, drawnDurations, type RetentionName, retentionRules } from "@/lib/retention/rules";
import { RetentionTable } from "./retention-table";

const names = Object.keys(retentionRules) as RetentionName[];
const chosen: Durations = { ...drawnDurations, "mail-90-days": { days: 45 }, "household-end": { months: 60 } };

/** What each row says of its duration, by the name of its rule. */
function printed(durations: Durations, office: boolean): Record<string, string> {
  const page = renderToStaticMarkup(
    <IntlProvider locale="fr" messages={catalogues.fr} timeZone="Europe/Paris">
      <RetentionTable durations={durations} reasons={{ "mail-90-days": "Délibération du 3 mars" }} office={office} />
    </IntlProvider>,
  );
  const rows = page.split("<tr").slice(2);
  const texts = rows.map((row) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => plain(cell)),
  );
  return Object.fromEntries(names.map((name, index) => [name, texts[index]?.[1] ?? ""]));
}

const plain = (html: string) => html.replace(/<[^>]*>/g, "").replaceAll("\u00a0", " ");

it.each([drawnDurations, chosen])("both say the settings", (durations) => {
  const shown = printed(durations, false);
  expect(shown).toEqual(printed(durations, true));
  for (const name of names) {
    const { days, months = 0 } = durations[name];
    const numbers = days === undefined ? [months, months / 12] : [days];
    expect([name, numbers.map(String)]).toEqual([name, expect.arrayContaining([shown[name]?.match(/\d+/)?.[0]])]);
  }
});

it("shows another duration when another was chosen", () => {
  expect(printed(chosen, false)["mail-90-days"]).toContain("45 jours");
  expect(printed(chosen, true)["household-end"]).toContain("5 ans");
});
