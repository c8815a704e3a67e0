/** The second factor: asked before anything else is shown, or added. A session that waits for it sees this page and no other. */
import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { safeReturn } from "@/lib/account/rules";
import { ownFactor } from "@/lib/factor/queries";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { post } from "@/lib/kernel/form-state";
import { factorPage } from "@/lib/server/page";
import { AccountCover } from "../../../(public)/account-cover";
import { signOut } from "../../../(public)/connexion/actions";
import { SelfMain } from "../../self-main";
import { enter, prepare } from "./actions";
import { NewTelephone } from "./new-telephone";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factor"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SecondFactorPage({ searchParams }: Props) {
  const query = await searchParams;
  const { passport, tx, now } = await factorPage("/compte/double-facteur");
  if (!allows(passport.role, "factor.own")) notFound();
  const suite = safeReturn(typeof query.suite === "string" ? query.suite : null);
  if (passport.waits === "enter") return <EnterCode suite={suite} />;
  const factor = await ownFactor(tx, passport.accountId, now);
  if (passport.waits === "enrol") return <MustAdd email={passport.email} prepared={factor.prepared} />;
  if (suite && factor.since) redirect(suite as Route);
  return <OwnFactor email={passport.email} role={passport.role} factor={factor} usedCode={query.codes !== undefined} />;
}

async function EnterCode({ suite }: { suite: string | null }) {
  const [t, ui] = await Promise.all([getTranslations("factor"), getTranslations("ui.form")]);
  return (
    <AccountCover title={t("enterTitle")} lead={t("enterLead")}>
      <ActionForm
        action={enter}
        texts={{ ...formTexts(ui), refused: t("refused") }}
        labels={{ code: t("code") }}
        hidden={suite ? { suite } : {}}
      >
        <TextInput
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          short
        />
        <SubmitButton block>{t("enter")}</SubmitButton>
      </ActionForm>
      <p className="soft mt-6">{t("lost")}</p>
      <Leave label={t("leave")} />
    </AccountCover>
  );
}

function Leave({ label }: { label: string }) {
  return (
    <form action={post(signOut)} className="mt-4">
      <Button type="submit" kind="quiet" small>
        {label}
      </Button>
    </form>
  );
}

type Prepared = Awaited<ReturnType<typeof ownFactor>>["prepared"];

async function MustAdd({ email, prepared }: { email: string; prepared: Prepared }) {
  const [t, ui] = await Promise.all([getTranslations("factor"), getTranslations("ui.form")]);
  return (
    <AccountCover title={t("title")} lead={t("mustLead")} wide={prepared !== null}>
      {prepared ? (
        <NewTelephone email={email} prepared={prepared} />
      ) : (
        <ActionForm action={prepare} texts={formTexts(ui)}>
          <p className="mb-4">{t("need")}</p>
          <SubmitButton block>{t("begin")}</SubmitButton>
        </ActionForm>
      )}
      <Leave label={t("leave")} />
    </AccountCover>
  );
}

type OwnProps = {
  email: string;
  role: Parameters<typeof SelfMain>[0]["role"];
  factor: Awaited<ReturnType<typeof ownFactor>>;
  usedCode: boolean;
};

async function OwnFactor({ email, role, factor, usedCode }: OwnProps) {
  const [t, locale] = await Promise.all([getTranslations("factor"), getLocale()]);
  const { since, codesLeft, prepared } = factor;
  return (
    <SelfMain role={role} title={t("title")} lead={t("lead")} back={{ href: "/compte", label: t("back") }}>
      {usedCode ? <Notice tone="warn" title={t("usedCode", { count: codesLeft })} live /> : null}
      {since ? (
        <Notice tone="ok" title={t("active", { moment: wordMoment(locale, since) })}>
          {t("codesLeft", { count: codesLeft })}
        </Notice>
      ) : (
        <Notice tone="info" title={t("inactive")} />
      )}
      {prepared ? <NewTelephone email={email} prepared={prepared} /> : <AddTelephone again={since !== null} />}
    </SelfMain>
  );
}

/** Asks for the password: a session may have been left open on a desk. */
async function AddTelephone({ again }: { again: boolean }) {
  const [t, ui] = await Promise.all([getTranslations("factor"), getTranslations("ui.form")]);
  return (
    <Section title={again ? t("change") : t("add")}>
      <p className="my-3">{again ? t("changeWhy") : t("need")}</p>
      <ActionForm action={prepare} texts={formTexts(ui)} labels={{ password: t("password") }} prefix="prepare">
        <PasswordInput
          name="password"
          label={t("password")}
          hint={t("passwordWhy")}
          autoComplete="current-password"
          show={ui("show")}
          hide={ui("hide")}
        />
        <SubmitButton kind={again ? "line" : "primary"}>{again ? t("change") : t("begin")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
