/** One published version of the rules, in sentences. It no longer changes. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { versionFile, versionLines } from "@/lib/draft/queries";
import { wordDate } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { SaidRules } from "../said-rules";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function VersionPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("activity.consult", `/gestion/tarifs/${encodeURIComponent(id)}`);
  const version = isId(id) ? await versionFile(visit.tx, id) : null;
  const line = (await versionLines(visit.tx)).find((one) => one.id === id);
  if (!version || !line) notFound();
  const [t, locale] = await Promise.all([getTranslations("rules.versions"), getLocale()]);
  return (
    <Desk
      title={t("of", { label: line.label, since: wordDate(locale, line.since) })}
      back={{ href: "/gestion/tarifs", label: t("back") }}
      tools={
        <LinkButton href={`/gestion/tarifs/${id}/fichier`} kind="line" icon="download" download>
          {t("download")}
        </LinkButton>
      }
    >
      <SaidRules file={version.file} />
    </Desk>
  );
}
