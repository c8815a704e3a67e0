/** Diet and allergies of a child. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HealthForm } from "@/components/child/health-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { childRecord } from "@/lib/household/queries";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../../form-words";
import { saveHealth } from "../actions";

type Props = { params: Promise<{ id: string }> };

export default async function ChildHealthPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/sante`);
  const child = await childRecord(visit.tx, visit.scope, { childId: id, today: visit.today });
  if (!child) notFound();
  const [t, words] = await Promise.all([getTranslations("household"), wordsOf("household")]);
  const name = child.firstName;
  return (
    <Leaf
      plain
      title={t("health.title", { name })}
      lead={t("health.lead")}
      back={{ href: `/enfants/${id}`, label: t("backToChild", { name }) }}
    >
      <Padded>
        <HealthForm
          action={saveHealth}
          texts={await checkedTexts()}
          hidden={{ childId: id, ...onceKey() }}
          words={words.health.form}
          dietWords={words.diets}
          diet={child.health.diet}
          allergies={child.health.allergies}
        />
      </Padded>
    </Leaf>
  );
}
