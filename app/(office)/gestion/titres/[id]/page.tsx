/** One role or slip of titles: its fingerprint, its articles and what the treasury did of each. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClaimTable } from "@/components/claim/claim-table";
import { ReturnForm } from "@/components/claim/return-form";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { claimsOf, slipOf } from "@/lib/claim/queries-slips";
import { isId, newSecret } from "@/lib/kernel/ids";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { type Search, textOf } from "../../encaissements/period";
import { takeBack } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("claim"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function SlipPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const { tx } = await officePage("claim.hand-over", `/gestion/titres/${encodeURIComponent(id)}`);
  const slip = isId(id) ? await slipOf(tx, id) : null;
  if (!slip) notFound();
  const [t, claims] = await Promise.all([getTranslations("claim"), claimsOf(tx, slip.id)]);
  const { exer = 0, bordereau = 0 } = claims[0] ?? {};
  const open = claims.filter(({ state }) => state === "handed" || state === "taken");
  return (
    <Desk
      title={t(slip.kind === "roles" ? "slips.role" : "slips.titleSlip", { bordereau, exer: String(exer) })}
      dateline={`${t("slips.lot")} ${writtenNumber(slip)}`}
      back={{ href: "/gestion/titres", label: t("slips.back") }}
      notice={textOf(search, "reprise") ? <Notice tone="ok" live title={t("claims.returned")} /> : null}
      action={
        <LinkButton icon="download" href={`/gestion/titres/${slip.id}/pes`} download>
          {t("slips.download")}
        </LinkButton>
      }
    >
      <p className="soft small mt-3 break-all">
        {t("claims.printTitle")} {slip.sha256}
      </p>
      <Section title={t("claims.title")}>
        <ClaimTable rows={claims} />
      </Section>
      {open.length > 0 ? (
        <Section title={t("claims.return")}>
          <ReturnForm action={takeBack} hidden={{ _key: newSecret() }} claims={open} />
        </Section>
      ) : null}
    </Desk>
  );
}
