/** The telephones of one adult of the household. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PhonesForm } from "@/components/household/phones-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { householdsOf } from "@/lib/household/queries";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../form-words";
import { savePhones } from "../actions";

type Props = { searchParams: Promise<{ personne?: string | string[] }> };

export default async function PhonesPage({ searchParams }: Props) {
  const { personne: given } = await searchParams;
  const personne = typeof given === "string" ? given : "";
  const visit = await familyPage("household.edit", `/foyer/telephones?personne=${encodeURIComponent(personne)}`);
  const households = await householdsOf(visit.tx, visit.scope, visit.today);
  const adult = households.flatMap((household) => household.members).find((member) => member.id === personne);
  if (!adult?.mayEdit) notFound();
  const [t, words] = await Promise.all([getTranslations("household"), wordsOf("household")]);
  return (
    <Leaf
      plain
      title={t("phones.title", { name: adult.firstName })}
      lead={t("phones.lead")}
      back={{ href: "/foyer", label: t("back") }}
    >
      <Padded>
        <PhonesForm
          action={savePhones}
          texts={await checkedTexts()}
          hidden={{ guardianId: adult.id, ...onceKey() }}
          words={words.phones.form}
          phone={adult.phone}
          phoneWork={adult.phoneWork}
        />
      </Padded>
    </Leaf>
  );
}
