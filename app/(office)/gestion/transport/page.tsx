/** The bus lines of one's sites. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { officePage } from "@/lib/server/page";
import { busLines } from "@/lib/transport/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport"))("title") };
}

export default async function BusLinesPage() {
  const { tx, scope } = await officePage("transport.manage", "/gestion/transport");
  const [locale, t, lines] = await Promise.all([getLocale(), getTranslations("transport"), busLines(tx, scope)]);
  return (
    <Desk title={t("title")} lead={t("lead")}>
      {lines.length === 0 ? (
        <EmptyState icon="bus" title={t("emptyTitle")}>
          {t("empty")}
        </EmptyState>
      ) : (
        <Lines>
          {lines.map(({ id, nameFr, nameEn, site }) => {
            const name = locale === "fr" ? nameFr : nameEn;
            return (
              <Line
                key={id}
                icon="bus"
                title={name}
                actions={
                  <LinkButton href={`/gestion/transport/${id}`} kind="line" label={t("openLabel", { name })}>
                    {t("open")}
                  </LinkButton>
                }
              >
                {site.name}
              </Line>
            );
          })}
        </Lines>
      )}
    </Desk>
  );
}
