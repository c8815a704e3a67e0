/** The words of an activation letter, in the language of the person who will read it. */
import { getTranslations } from "next-intl/server";
import type { LetterText } from "@/components/account/letter-form";
import { type Letter, localeOf, printCode } from "@/lib/account/rules";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordDate } from "@/lib/i18n/dates";
import { env } from "@/lib/server/env";

export async function letterText(letter: Letter): Promise<LetterText> {
  const locale = localeOf(letter);
  const [t, commune] = await Promise.all([getTranslations({ locale, namespace: "agents.letter" }), communeIdentity()]);
  const address = `${env().PUBLIC_URL.replace(/^https?:\/\//, "")}/activation`;
  return {
    head: t("head", { town: commune.name, day: wordDate(locale, letter.issuedOn) }),
    title: t("title"),
    hello: t("hello", { name: `${letter.firstName} ${letter.lastName}` }),
    intro: t("intro"),
    steps: [t("step1", { address }), t("step2", { email: letter.email }), t("step3")],
    codeName: t("codeName"),
    code: printCode(letter.code),
    last: t("step4"),
    validity: t("validity", { day: wordDate(locale, letter.expiresOn) }),
  };
}
