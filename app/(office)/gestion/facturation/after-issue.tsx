/** What follows an issued month: reminders that could leave today, payment plans that are late, statements and certificates. */
import { getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import { Count } from "@/components/ui/tag";
import { remindersDue } from "@/lib/dunning/queries";
import { latePlans } from "@/lib/dunning/queries-plan";
import type { Visit } from "@/lib/server/page";

const ENTRIES = [
  ["reminders", "mail", "relances"],
  ["plans", "calendar", "echeanciers"],
  ["papers", "document", "attestations"],
] as const satisfies readonly (readonly [string, IconName, string])[];

export async function AfterIssue({ tx, today }: Pick<Visit<unknown>, "tx" | "today">) {
  const [t, reminders, plans] = await Promise.all([
    getTranslations("dunning.desk"),
    remindersDue(tx, today),
    latePlans(tx, today),
  ]);
  const waiting = { reminders, plans, papers: 0 };
  return (
    <Section title={t("title")}>
      <Lines label={t("title")}>
        {ENTRIES.map(([name, icon, path]) => (
          <Line
            key={name}
            icon={icon}
            due={waiting[name] > 0}
            title={
              <>
                {t(`${name}.title`)} <Count value={waiting[name]} label={t("toDecide", { count: waiting[name] })} />
              </>
            }
            actions={
              <LinkButton kind="line" href={`/gestion/facturation/${path}`}>
                {t(`${name}.open`)}
              </LinkButton>
            }
          >
            {t(`${name}.text`)}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
