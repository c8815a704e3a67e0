/** What the parents allow. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConsentsForm } from "@/components/child/consents-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { childRecord } from "@/lib/household/queries";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../../form-words";
import { saveConsents } from "../actions";

type Props = { params: Promise<{ id: string }> };

export default async function ChildConsentsPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/autorisations`);
  const child = await childRecord(visit.tx, visit.scope, { childId: id, today: visit.today });
  if (!child) notFound();
  const [t, words] = await Promise.all([getTranslations("household"), wordsOf("household")]);
  const name = child.firstName;
  return (
    <Leaf
      plain
      title={t("consents.title", { name })}
      lead={t("consents.lead")}
      back={{ href: `/enfants/${id}`, label: t("backToChild", { name }) }}
    >
      <Padded>
        <ConsentsForm
          action={saveConsents}
          texts={await checkedTexts()}
          hidden={{ childId: id, ...onceKey() }}
          words={words.consents.form}
          kinds={words.consentKinds}
          hints={words.consentHints}
          answers={Object.fromEntries([...child.consents].map(([kind, answer]) => [kind, answer.isGranted]))}
        />
      </Padded>
    </Leaf>
  );
}
