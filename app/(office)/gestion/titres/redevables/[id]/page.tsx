/** What the treasury asks of a debtor, before an invoice can be handed over. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DebtorForm } from "@/components/claim/debtor-form";
import { Desk } from "@/components/layout/leaf";
import { payerOf } from "@/lib/claim/queries-slips";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { completePayer } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("claim"))("title") };
}

export default async function DebtorPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { tx } = await officePage("claim.hand-over", `/gestion/titres/redevables/${encodeURIComponent(id)}`);
  const payer = isId(id) ? await payerOf(tx, id) : null;
  if (!payer || payer.kind === "organisation") notFound();
  const t = await getTranslations("claim");
  return (
    <Desk
      title={t("debtor.title", { name: payer.name })}
      lead={t("debtor.lead")}
      back={{ href: "/gestion/titres", label: t("title") }}
    >
      <DebtorForm action={completePayer} hidden={{ payerId: payer.id, _key: newSecret() }} payer={payer} />
    </Desk>
  );
}
