/** Asking for an account: the adult, the home, the children and their schools. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { schools } from "@/lib/household/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { MOST_CHILDREN } from "@/lib/request/schema-account-request";
import { openPage } from "@/lib/server/page";
import { AccountCover } from "../account-cover";
import { askAccount } from "./actions";
import { ChildFields } from "./child-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.ask"))("title") };
}

export default async function AskAccountPage() {
  const { tx } = await openPage();
  const [t, ui, sites] = await Promise.all([getTranslations("account.ask"), getTranslations("ui.form"), schools(tx)]);
  const links = [
    { href: "/connexion", label: t("known") },
    { href: "/", label: t("home2") },
  ];
  return (
    <AccountCover wide title={t("title")} lead={t("lead")} links={links}>
      <ActionForm action={askAccount} texts={formTexts(ui)} labels={await labelsOf()} after={null}>
        <p className="small soft mb-6">
          {ui("allRequired")} {t("privacy")}
        </p>
        <Adult />
        {Array.from({ length: MOST_CHILDREN }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: four places, always in this order
          <ChildFields key={index} index={index} sites={sites} />
        ))}
        <TextArea name="message" label={t("message")} mark={ui("optional")} hint={t("messageHint")} rows={3} />
        <SubmitButton block>{t("submit")}</SubmitButton>
      </ActionForm>
    </AccountCover>
  );
}

async function Adult() {
  const [t, ui] = await Promise.all([getTranslations("account.ask"), getTranslations("ui.form")]);
  return (
    <>
      <fieldset>
        <legend className="text-lg">{t("you")}</legend>
        <div className="field-row">
          <TextInput name="firstName" label={t("firstName")} autoComplete="given-name" />
          <TextInput name="lastName" label={t("lastName")} autoComplete="family-name" />
        </div>
        <TextInput name="email" type="email" label={t("email")} autoComplete="email" />
        <TextInput name="phone" type="tel" label={t("phone")} hint={t("phoneHint")} autoComplete="tel" short />
      </fieldset>
      <fieldset className="mt-6">
        <legend className="text-lg">{t("home")}</legend>
        <TextInput name="line" label={t("line")} autoComplete="address-line1" />
        <TextInput name="more" label={t("more")} mark={ui("optional")} autoComplete="address-line2" />
        <div className="field-row">
          <TextInput name="postalCode" label={t("postalCode")} autoComplete="postal-code" inputMode="numeric" />
          <TextInput name="city" label={t("city")} autoComplete="address-level2" />
        </div>
      </fieldset>
    </>
  );
}

/** Names of the fields, to open each line of the summary of faults. */
async function labelsOf(): Promise<Record<string, string>> {
  const t = await getTranslations("account.ask");
  const adult = ["firstName", "lastName", "email", "phone", "line", "postalCode", "city"] as const;
  const child = ["firstName", "lastName", "birthDate"] as const;
  const labels = Object.fromEntries(adult.map((name) => [name, t(name)]));
  for (let index = 0; index < MOST_CHILDREN; index += 1) {
    const who = t("child", { number: index + 1 });
    for (const name of child) labels[`children.${index}.${name}`] = `${who}, ${t(name)}`;
    labels[`children.${index}.siteId`] = `${who}, ${t("school")}`;
    labels[`children.${index}.grade`] = `${who}, ${t("grade")}`;
  }
  return labels;
}
