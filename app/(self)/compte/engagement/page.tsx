/** The engagement of confidentiality: read, and signed by the agent herself before any family is shown. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { ownEngagement } from "@/lib/accreditation/queries";
import { ENGAGEMENT_VERSION, engagementText } from "@/lib/accreditation/rules";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { selfPage } from "@/lib/server/page";
import { SelfMain } from "../../self-main";
import { sign } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access.engagement"))("title") };
}

export default async function EngagementPage() {
  const { passport, tx } = await selfPage("/compte/engagement", { whileBlocked: false });
  if (!allows(passport.role, "engagement.sign")) notFound();
  const [t, locale, { waits, signedAt }] = await Promise.all([
    getTranslations("access.engagement"),
    getLocale(),
    ownEngagement(tx, passport.accountId),
  ]);
  const { title, paragraphs } = engagementText(locale);
  return (
    <SelfMain role={passport.role} title={t("title")} lead={t("lead")} back={{ href: "/compte", label: t("back") }}>
      {waits ? <Notice tone="warn" title={t("waits")} /> : null}
      {!waits && signedAt ? <Notice tone="ok" title={t("signed", { moment: wordMoment(locale, signedAt) })} /> : null}
      {!waits && !signedAt ? <Notice tone="info" title={t("nothing")} /> : null}
      <Section title={title}>
        <div className="prose mt-3">
          <p className="small soft">{t("version", { version: ENGAGEMENT_VERSION })}</p>
          {paragraphs.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {waits ? <SignForm /> : null}
      </Section>
    </SelfMain>
  );
}

async function SignForm() {
  const [t, ui] = await Promise.all([getTranslations("access.engagement"), getTranslations("ui.form")]);
  return (
    <div className="mt-6">
      <ActionForm
        action={sign}
        texts={{ ...formTexts(ui), refused: t("refused") }}
        labels={{ agreed: t("agree"), password: t("password") }}
        hidden={{ version: String(ENGAGEMENT_VERSION) }}
      >
        <Checkbox name="agreed" label={t("agree")} />
        <PasswordInput
          name="password"
          label={t("password")}
          hint={t("passwordWhy")}
          autoComplete="current-password"
          show={ui("show")}
          hide={ui("hide")}
        />
        <SubmitButton>{t("sign")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
