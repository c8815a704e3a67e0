/** What an agent may see besides her sites: cases by name, antennas, and whom she stands in for. For the head. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { staffAccount } from "@/lib/account/queries";
import { rightsOf } from "@/lib/accreditation/queries";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { Antennas } from "./antennas";
import { Cases } from "./cases";
import { Deputies } from "./deputies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access.rights"))("open") };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function MoreRightsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { tx, scope, now, today } = await officePage("agent.manage", `/gestion/agents/${id}/acces`);
  const account = isId(id) ? await staffAccount(tx, id, { now, today }) : null;
  if (!account || account.closedAt || (account.role !== "agent" && account.role !== "animateur")) notFound();
  const [t, rights] = await Promise.all([getTranslations("access.rights"), rightsOf(tx, id)]);
  const name = `${account.firstName} ${account.lastName}`;
  const asked = typeof query.foyer === "string" ? query.foyer.slice(0, 80).trim() : "";
  return (
    <Desk
      title={t("title", { name })}
      lead={t("lead")}
      back={{ href: `/gestion/agents/${id}`, label: t("back", { name }) }}
    >
      <Deputies person={{ id, role: account.role }} list={rights.deputies} tx={tx} today={today} />
      <Cases accountId={id} list={rights.cases} visit={{ tx, scope, today }} asked={asked} />
      <Antennas accountId={id} list={rights.antennas} tx={tx} today={today} />
    </Desk>
  );
}
