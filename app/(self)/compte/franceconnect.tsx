/** Whether FranceConnect opens this account, and the way to end that. Shown to parents while the commune offers it, or while a link is left. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import type { Passport } from "@/lib/access/passport";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { franceConnect } from "@/lib/identity/franceconnect";
import { linkedSince } from "@/lib/identity/queries";
import type { Visit } from "@/lib/server/page";
import { SelfPart } from "../self-main";
import { unlinkIdentity } from "./actions";

export async function FranceConnectPart({ passport, tx }: { passport: Passport; tx: Visit<null>["tx"] }) {
  const since = passport.role === "parent" ? await linkedSince(tx, passport.accountId) : null;
  if (passport.role !== "parent" || (!since && !franceConnect())) return null;
  const [t, ui, locale] = await Promise.all([
    getTranslations("outside.identity.own"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  return (
    <Section title={t("title")}>
      <SelfPart role={passport.role}>
        <p>{since ? t("linked", { day: wordDate(locale, since) }) : t("none")}</p>
        {since ? (
          <ActionForm action={unlinkIdentity} texts={formTexts(ui)} label={t("unlink")}>
            <SubmitButton kind="line">{t("unlink")}</SubmitButton>
          </ActionForm>
        ) : null}
      </SelfPart>
    </Section>
  );
}
