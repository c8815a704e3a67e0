/** What follows an issued month: reminders that could leave today, payment plans, statements and certificates. */
import { getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import { Count } from "@/components/ui/tag";
import { remindersDue } from "@/lib/dunning/queries";
import type { Visit } from "@/lib/server/page";

const ENTRIES = [
  ["reminders", "mail", "relances"],
  ["plans", "calendar", "echeanciers"],
  ["papers", "document", "attestations"],
] as const satisfies readonly (readonly [string, IconName, string])[];

export async function AfterIssue({ tx, today }: Pick<Visit<unknown>, "tx" | "today">) {
  const [t, due] = await Promise.all([getTranslations("dunning.desk"), remindersDue(tx, today)]);
  return (
    <Section title={t("title")}>
      <Lines label={t("title")}>
        {ENTRIES.map(([name, icon, path]) => (
          <Line
            key={name}
            icon={icon}
            due={name === "reminders" && due > 0}
            title={
              <>
                {t(`${name}.title`)}{" "}
                {name === "reminders" && due > 0 ? <Count value={due} label={t("toSend", { count: due })} /> : null}
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
