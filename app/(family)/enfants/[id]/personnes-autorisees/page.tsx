/** Who may collect a child: the household's own list, without what a decision forbids. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PickupsForm } from "@/components/child/pickups-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { childRecord } from "@/lib/household/queries";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../../form-words";
import { savePickups } from "../actions";

type Props = { params: Promise<{ id: string }> };

export default async function ChildPickupsPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/personnes-autorisees`);
  const child = await childRecord(visit.tx, visit.scope, { childId: id, today: visit.today });
  if (!child) notFound();
  const [t, words] = await Promise.all([getTranslations("household"), wordsOf("household")]);
  const name = child.firstName;
  return (
    <Leaf
      plain
      title={t("pickups.title", { name })}
      lead={t("pickups.lead")}
      back={{ href: `/enfants/${id}`, label: t("backToChild", { name }) }}
    >
      <Padded>
        <PickupsForm
          action={savePickups}
          texts={await checkedTexts()}
          hidden={{ childId: id, ...onceKey() }}
          words={words.pickups.form}
          rows={child.pickups.filter((row) => row.householdId !== null && row.kind !== "forbidden")}
        />
      </Padded>
    </Leaf>
  );
}
