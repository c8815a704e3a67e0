/** The draws of the commune: announced, open, and drawn with their result. Anybody reads them. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PhaseTag } from "@/components/booking/phase-tag";
import { Leaf, Padded } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { nameIn } from "@/lib/booking/queries-mail";
import { publicDraws } from "@/lib/draw/queries";
import { wordLimit, wordSpan } from "@/lib/i18n/dates";
import { openPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("draw"))("title") };
}

export default async function PublicDrawsPage() {
  const { tx, moment } = await openPage();
  const [t, locale, draws] = await Promise.all([getTranslations("draw"), getLocale(), publicDraws(tx, moment)]);
  return (
    <Leaf title={t("title")} lead={t("public.lead")}>
      <Padded>
        {draws.length === 0 ? (
          <EmptyState icon="scale" title={t("public.none")}>
            {t("public.noneText")}
          </EmptyState>
        ) : (
          <Table
            caption={t("public.caption")}
            hideCaption
            rows={draws}
            rowKey={(draw) => draw.id}
            columns={[
              {
                key: "what",
                header: t("public.what"),
                rowHeader: true,
                cell: (draw) => (
                  <>
                    <TextLink href={`/tirages/${draw.id}`}>{draw.label}</TextLink>
                    <br />
                    {nameIn(locale, draw)}, {draw.siteName}
                  </>
                ),
              },
              {
                key: "days",
                header: t("public.days"),
                label: t("public.days"),
                cell: (draw) => wordSpan(locale, { from: draw.firstDay, to: draw.lastDay, year: true }),
              },
              {
                key: "closes",
                header: t("public.closes"),
                label: t("public.closes"),
                cell: (draw) => wordLimit(locale, draw.closesAt),
              },
              {
                key: "state",
                header: t("public.state"),
                cell: (draw) => <PhaseTag phase={draw.phase} label={t(`phases.${draw.phase}`)} />,
              },
            ]}
          />
        )}
      </Padded>
    </Leaf>
  );
}
