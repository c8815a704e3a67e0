/** All price lists of one activity, and the form that publishes the next. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { officePage } from "@/lib/server/page";
import { pricesForOffice } from "@/lib/tariff/queries";
import { NewVersionForm } from "./new-version-form";
import { VersionTable } from "./version-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.tariffs"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export default async function TariffPage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const visit = await officePage("activity.consult", `/gestion/tarifs/${encodeURIComponent(id)}`);
  const activity = (await pricesForOffice(visit.tx, visit.scope)).find((one) => one.id === id);
  if (!activity) notFound();
  const [t, locale] = await Promise.all([getTranslations("activity.tariffs"), getLocale()]);
  const name = `${locale === "fr" ? activity.nameFr : activity.nameEn}, ${activity.siteName}`;
  return (
    <Desk
      title={t("of", { activity: name })}
      back={{ href: "/gestion/tarifs", label: t("back") }}
      notice={fait === "oui" ? <Notice tone="ok" live title={t("published")} /> : null}
    >
      {activity.versions.map((version) => (
        <VersionTable key={version.id} version={version} today={visit.today} />
      ))}
      {allows(visit.passport.role, "activity.manage") ? <NewVersionForm activityId={activity.id} /> : null}
    </Desk>
  );
}
