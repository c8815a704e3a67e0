/** Splitting a household: who leaves, from when, what becomes of each child; then the plan, and the new address. Nothing of a place stands in the address bar. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { householdFile } from "@/lib/household/queries-office";
import { isId } from "@/lib/kernel/ids";
import { splitWishSchema } from "@/lib/merger/schema";
import { officePage, tracedRead } from "@/lib/server/page";
import { PlanPart } from "./plan-part";
import { WishForm } from "./wish-form";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ adulte?: string; depuis?: string; enfants?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.split"))("title") };
}

export default async function SplitPage({ params, searchParams }: Props) {
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  const visit = await officePage("household.split", `/gestion/foyers/${id}/separer`);
  if (!isId(id)) notFound();
  const file = await tracedRead(visit, (context) => householdFile(context, visit.scope, { id, purpose: "follow-up" }));
  if (!file || file.closedAt) notFound();
  const t = await getTranslations("parents.split");
  const { adulte, depuis, enfants } = asked;
  const read = splitWishSchema.safeParse({ householdId: id, guardianId: adulte, since: depuis, children: enfants });
  const wish = read.success ? read.data : null;
  const adults = file.members.filter(({ until }) => until === null).map(({ guardian }) => guardian);
  const children = file.children.filter(({ until }) => until === null).map(({ child }) => child);
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: `/gestion/foyers/${id}`, label: file.name }}>
      <WishForm adults={adults} childrenOf={children} today={visit.today} wish={wish} />
      {wish ? <PlanPart tx={visit.tx} wish={wish} today={visit.today} /> : null}
    </Desk>
  );
}
