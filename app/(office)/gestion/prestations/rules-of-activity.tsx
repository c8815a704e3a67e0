/** What the rules in force say of a service: its deadlines and its prices, to read; they are changed in the rules. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { isOffered, saidOfActivity } from "@/lib/draft/rules-activity";
import type { Said } from "@/lib/editor/rules-say";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";

type Props = { file: CommuneFile; activity: string; today: CivilDate; mayEdit: boolean };

export async function RulesOfActivity({ file, activity, today, mayEdit }: Props) {
  const [t, locale] = await Promise.all([getTranslations("rules.service"), getLocale()]);
  if (!isOffered(file, activity)) return <p>{t("unknown")}</p>;
  const asked = { activity, day: today };
  return (
    <>
      <SaidList title={t("deadlines")} none={t("none")} said={saidOfActivity({ locale, file }, "delais", asked)} />
      <SaidList title={t("prices")} none={t("none")} said={saidOfActivity({ locale, file }, "prix", asked)} />
      {mayEdit ? <TextLink href="/gestion/tarifs">{t("edit")}</TextLink> : null}
    </>
  );
}

function SaidList({ title, none, said }: { title: string; none: string; said: readonly Said[] }) {
  return (
    <section className="mb-6">
      <h2 className="mb-2">{title}</h2>
      {said.length === 0 ? <p className="soft">{none}</p> : null}
      <ul className="said">
        {said.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rules may read the same
          <li key={index}>
            <strong>{one.title}</strong>
            <ul>
              {one.details.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
