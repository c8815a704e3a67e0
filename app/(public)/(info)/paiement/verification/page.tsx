/** Back from PayFiP: the payment is being checked. Whoever is signed in and paid it is led to its own page; anyone else learns nothing. */
import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Leaf, Padded } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { mintFamilyScope } from "@/lib/access/gate";
import { ownOperation } from "@/lib/payment/queries";
import { openPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payment.back"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BackPage({ searchParams }: Props) {
  const [{ operation }, { passport, tx, today }] = await Promise.all([searchParams, openPage()]);
  if (passport?.role === "parent" && typeof operation === "string") {
    const scope = await mintFamilyScope(tx, passport.accountId, today);
    const attemptId = scope && (await ownOperation(tx, operation, scope));
    if (attemptId) redirect(`/paiements/${attemptId}` as Route);
  }
  const t = await getTranslations("payment.back");
  return (
    <Leaf notice={<Notice tone="info" icon="clock" level={1} title={t("title")} />}>
      <Padded>
        <p className="lead mt-6">{t("text")}</p>
        <p className="mt-4">{t("mail")}</p>
        <div className="form-actions mt-6">
          <LinkButton href="/factures">{t("invoices")}</LinkButton>
        </div>
      </Padded>
    </Leaf>
  );
}
