/** A new address of a household. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AddressForm } from "@/components/household/address-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { addressHelp } from "@/lib/address/geocoder";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../form-words";
import { saveAddress } from "../actions";

type Props = { searchParams: Promise<{ foyer?: string | string[] }> };

export default async function AddressPage({ searchParams }: Props) {
  const { foyer: given } = await searchParams;
  const foyer = typeof given === "string" ? given : "";
  const visit = await familyPage("household.edit", `/foyer/adresse?foyer=${encodeURIComponent(foyer)}`);
  if (!visit.scope.householdIds.includes(foyer)) notFound();
  const [t, words, outside] = await Promise.all([
    getTranslations("household"),
    wordsOf("household"),
    wordsOf("outside"),
  ]);
  return (
    <Leaf plain title={t("move.title")} lead={t("move.lead")} back={{ href: "/foyer", label: t("back") }}>
      <Padded>
        <AddressForm
          action={saveAddress}
          texts={await checkedTexts()}
          hidden={{ householdId: foyer, ...onceKey() }}
          words={words.move.form}
          since={visit.today}
          help={addressHelp() && outside.address}
        />
      </Padded>
    </Leaf>
  );
}
