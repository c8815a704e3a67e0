/** The family's bookings in its own calendar: an address to subscribe to, shown once, and revoked at will. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Leaf, Padded } from "@/components/layout/leaf";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { feedOf } from "@/lib/message/queries-agenda";
import { familyPage } from "@/lib/server/page";
import { open, revoke } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("booking.agenda"))("title") };
}

export default async function AgendaPage() {
  const visit = await familyPage("booking.write", "/reservations/agenda");
  const [t, locale, words, since] = await Promise.all([
    getTranslations("booking.agenda"),
    getLocale(),
    getTranslations("ui.form"),
    feedOf(visit.tx, visit.scope),
  ]);
  const texts = formTexts(words);
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/reservations", label: t("back") }}>
      <Padded>
        <p className="mb-2">{t("how")}</p>
        <p className="mb-4">{t("secret")}</p>
        {since ? <p className="soft mb-2">{t("active", { day: wordDate(locale, since) })}</p> : null}
        {/* Without a key: an answer kept for a second sending would keep the secret too. */}
        <ActionForm action={open} texts={texts} prefix="open">
          {since ? (
            <ConfirmButton label={t("renew")} question={t("renewText")} confirm={t("renew")} kind="primary" />
          ) : (
            <SubmitButton>{t("open")}</SubmitButton>
          )}
        </ActionForm>
        {since ? (
          <ActionForm action={revoke} texts={texts} prefix="revoke" hidden={onceKey()}>
            <div className="mt-4">
              <ConfirmButton label={t("revoke")} question={t("revokeText")} confirm={t("revoke")} />
            </div>
          </ActionForm>
        ) : null}
      </Padded>
    </Leaf>
  );
}
