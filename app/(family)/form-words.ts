/** What every form of the family pages needs besides its own words: sentences, errors, and a key that makes sending it twice act once. */
import { getLocale, getTranslations } from "next-intl/server";
import type { CheckedTexts } from "@/components/forms/checked-form";
import { formTexts } from "@/lib/i18n/form-texts";
import { catalogues, type Messages } from "@/lib/i18n/messages";
import { newSecret } from "@/lib/kernel/ids";

export async function checkedTexts(): Promise<CheckedTexts> {
  const { errors } = await wordsOf("ui");
  return { ...formTexts(await getTranslations("ui.form")), errors };
}

/** A namespace of the catalogue as it stands, to hand a part of it to a form that runs in the browser. */
export async function wordsOf<Name extends keyof Messages>(name: Name): Promise<Messages[Name]> {
  return catalogues[await getLocale()][name];
}

export function onceKey(): { _key: string } {
  return { _key: newSecret() };
}
