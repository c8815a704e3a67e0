/** One's own account, for everyone who can sign in. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { deviceOf } from "@/components/account/device";
import { SessionList } from "@/components/account/session-list";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Line, Lines } from "@/components/ui/line";
import type { Passport } from "@/lib/access/passport";
import { allows } from "@/lib/access/permissions";
import { charterAcceptedAt, openSessions } from "@/lib/account/queries";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { selfPage } from "@/lib/server/page";
import { SelfMain, SelfPart } from "../self-main";
import { chooseLanguage, closeOne, closeOthers } from "./actions";
import { FranceConnectPart } from "./franceconnect";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.own"))("title") };
}

export default async function AccountPage() {
  const { passport, tx, now } = await selfPage("/compte", { whileBlocked: false });
  const t = await getTranslations("account.own");
  const facts = [
    { term: t("name"), value: `${passport.firstName} ${passport.lastName}` },
    { term: t("email"), value: passport.email },
    { term: t("role"), value: t(`roles.${passport.role}`) },
  ];
  return (
    <SelfMain role={passport.role} title={t("title")} lead={t("lead")}>
      <Section title={t("identity")}>
        <SelfPart role={passport.role}>
          <DefinitionList items={facts} />
        </SelfPart>
      </Section>
      <Section title={t("secrets")}>
        <Secrets role={passport.role} />
      </Section>
      <FranceConnectPart passport={passport} tx={tx} />
      <Section title={t("sessions")}>
        <Sessions passport={passport} sessions={await openSessions(tx, passport.accountId, now)} />
      </Section>
      <Section title={t("language")}>
        <Language passport={passport} />
      </Section>
      {passport.charterVersion ? (
        <Charter
          version={passport.charterVersion}
          acceptedAt={await charterAcceptedAt(tx, passport.accountId, passport.charterVersion)}
        />
      ) : null}
    </SelfMain>
  );
}

async function Secrets({ role }: Pick<Passport, "role">) {
  const [t, factor, access] = await Promise.all([
    getTranslations("account.own"),
    getTranslations("factor"),
    getTranslations("access.engagement"),
  ]);
  const way = (href: string, label: string) => (
    <LinkButton href={href} kind="line" small>
      {label}
    </LinkButton>
  );
  return (
    <Lines>
      <Line icon="mail" actions={way("/compte/adresse", t("changeEmail"))}>
        {t("changeEmailWhy")}
      </Line>
      <Line icon="key" actions={way("/compte/mot-de-passe", t("changePassword"))}>
        {t("changePasswordWhy")}
      </Line>
      {allows(role, "factor.own") ? (
        <Line icon="shield" title={factor("title")} actions={way("/compte/double-facteur", factor("manage"))}>
          {factor("ownWhy")}
        </Line>
      ) : null}
      {allows(role, "engagement.sign") ? (
        <Line icon="lock" title={access("title")} actions={way("/compte/engagement", access("manage"))}>
          {access("own")}
        </Line>
      ) : null}
    </Lines>
  );
}

type SessionsProps = { passport: Passport; sessions: Awaited<ReturnType<typeof openSessions>> };

async function Sessions({ passport, sessions }: SessionsProps) {
  const [t, ui, locale] = await Promise.all([getTranslations("account.own"), getTranslations("ui.form"), getLocale()]);
  const shown = sessions.map(({ id, userAgent, openedAt, seenAt }) => {
    const device = deviceOf(userAgent);
    return {
      id,
      isHere: id === passport.sessionId,
      name: device ? t("device", device) : t("unknownDevice"),
      opened: t("opened", { moment: wordMoment(locale, openedAt) }),
      seen: t("seen", { moment: wordMoment(locale, seenAt) }),
    };
  });
  return (
    <SessionList
      padded={passport.role === "parent"}
      sessions={shown}
      texts={{ why: t("sessionsWhy"), here: t("here"), close: t("close"), closeOthers: t("closeOthers") }}
      form={formTexts(ui)}
      closeOne={closeOne}
      closeOthers={closeOthers}
    />
  );
}

async function Language({ passport }: { passport: Passport }) {
  const [t, ui] = await Promise.all([getTranslations("account.own"), getTranslations("ui.form")]);
  return (
    <SelfPart role={passport.role}>
      <ActionForm action={chooseLanguage} texts={formTexts(ui)} label={t("language")}>
        <RadioGroup
          name="locale"
          legend={t("languageChoose")}
          hint={t("languageWhy")}
          defaultValue={passport.locale}
          choices={[
            { value: "fr", label: t("fr") },
            { value: "en", label: t("en") },
          ]}
        />
        <SubmitButton kind="line">{t("saveLanguage")}</SubmitButton>
      </ActionForm>
    </SelfPart>
  );
}

async function Charter({ version, acceptedAt }: { version: number; acceptedAt: string | null }) {
  const [t, locale] = await Promise.all([getTranslations("account.own"), getLocale()]);
  return (
    <Section title={t("charter")}>
      <Line as="div" icon="shield" quiet>
        <p>
          {acceptedAt ? `${t("charterAccepted", { version, moment: wordMoment(locale, acceptedAt) })} ` : null}
          <TextLink href="/charte">{t("readCharter")}</TextLink>
        </p>
      </Line>
    </Section>
  );
}
