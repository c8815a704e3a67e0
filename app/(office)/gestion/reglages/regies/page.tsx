/** The régies of the commune, one line each, and what each still needs before it can be paid online or write to the treasury. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { regiesWithSettings } from "@/lib/commune/queries-regie";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("regie"))("title") };
}

export default async function RegiesPage() {
  const { tx } = await officePage("regie.settings", "/gestion/reglages/regies");
  const [t, settings, regies] = await Promise.all([
    getTranslations("regie"),
    getTranslations("settings"),
    regiesWithSettings(tx),
  ]);
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/reglages", label: settings("title") }}>
      <Lines label={t("title")}>
        {regies.map(({ id, name, code, contracts }) => (
          <Line
            key={id}
            icon="euro"
            title={name}
            actions={
              <LinkButton
                href={`/gestion/reglages/regies/${id}`}
                kind="line"
                small
                label={settings("openNamed", { name })}
              >
                {settings("open")}
              </LinkButton>
            }
          >
            <p>{t("line", { code, contracts: contracts.length })}</p>
          </Line>
        ))}
      </Lines>
    </Desk>
  );
}
