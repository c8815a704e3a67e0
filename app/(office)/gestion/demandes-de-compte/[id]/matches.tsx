/** Files of the agent's own scope that may be the same family. */
import { getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { Match } from "@/lib/request/queries-account-request";

export async function Matches({ matches }: { matches: readonly Match[] }) {
  const t = await getTranslations("agents.requests");
  const because = (match: Match) => [
    ...match.adults.flatMap(({ name, reasons }) =>
      reasons.length > 0 ? [`${name} (${reasons.map((reason) => t(`reasons.${reason}`)).join(", ")})`] : [],
    ),
    ...(match.children.length > 0 ? [t("sameChildren", { names: match.children.join(", ") })] : []),
  ];
  return (
    <Section title={t("matches")}>
      {matches.length === 0 ? <p className="soft my-3">{t("noMatch")}</p> : null}
      <Lines>
        {matches.map((match) => (
          <Line
            key={match.householdId}
            icon="copy"
            title={<TextLink href={`/gestion/foyers/${match.householdId}`}>{match.householdName}</TextLink>}
          >
            {because(match).join(" · ")}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
