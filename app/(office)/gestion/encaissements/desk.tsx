/** What the pages of the till share: which régie is asked for, and the way from one page to the next. */
import { getTranslations } from "next-intl/server";
import { Tabs } from "@/components/ui/navigation";
import type { Visit } from "@/lib/server/page";
import { regies } from "@/lib/treasury/queries";
import { type Search, textOf } from "./period";

export const TILL = "/gestion/encaissements";

export type Chosen = { regieId: string; regies: { id: string; name: string }[] };

/** The régie of the address, else the first; null when the commune has none. */
export async function chosenRegie(tx: Visit<unknown>["tx"], search: Search): Promise<Chosen | null> {
  const known = await regies(tx);
  const regie = known.find(({ id }) => id === textOf(search, "regie")) ?? known[0];
  return regie ? { regieId: regie.id, regies: known } : null;
}

const PAGES = [
  ["state", ""],
  ["receipts", "/recus"],
  ["slips", "/bordereaux"],
  ["remittances", "/versements"],
  ["handover", "/passation"],
  ["refunds", "/remboursements"],
  ["lots", "/lots"],
] as const;

type Page = (typeof PAGES)[number][0];

export async function TillTabs({ current, regieId, regies: known }: Chosen & { current: Page }) {
  const t = await getTranslations("till.tabs");
  const query = known.length > 1 ? `?regie=${regieId}` : "";
  const items = PAGES.map(([page, path]) => ({
    href: `${TILL}${path}${query}`,
    label: t(page),
    current: page === current,
  }));
  return <Tabs label={t("label")} items={items} />;
}
