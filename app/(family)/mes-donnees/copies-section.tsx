/** Asking for the copy of one's data, and the copies that are there: being made, or to download once the password was given. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput } from "@/components/forms/text-input";
import { Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Progress } from "@/components/ui/progress";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { copiesOf } from "@/lib/privacy/queries";
import { askCopy, openDownload } from "./actions";

type Copy = Awaited<ReturnType<typeof copiesOf>>[number];

export async function TakeSection() {
  const t = await getTranslations("privacy.take");
  return (
    <Section title={t("title")}>
      <Padded>
        <p className="measure">{t("text")}</p>
        <AgainForm action={askCopy} submit={t("ask")} prefix="ask" />
      </Padded>
    </Section>
  );
}

type AgainProps = { action: typeof askCopy; submit: string; prefix: string };

async function AgainForm({ action, submit, prefix }: AgainProps) {
  const [t, ui] = await Promise.all([getTranslations("privacy.take"), getTranslations("ui.form")]);
  return (
    <ActionForm action={action} texts={formTexts(ui)} labels={{ password: t("password") }} prefix={prefix}>
      <PasswordInput
        name="password"
        label={t("password")}
        hint={t("passwordWhy")}
        autoComplete="current-password"
        show={ui("show")}
        hide={ui("hide")}
      />
      <SubmitButton>{submit}</SubmitButton>
    </ActionForm>
  );
}

export async function CopiesSection({ copies, proved }: { copies: readonly Copy[]; proved: boolean }) {
  const [t, take] = await Promise.all([getTranslations("privacy.copies"), getTranslations("privacy.take")]);
  const locked = !proved && copies.some(({ state }) => state === "ready");
  return (
    <Section title={t("title")} id="copies">
      {copies.length === 0 ? (
        <Padded>
          <p>{t("none")}</p>
        </Padded>
      ) : (
        <Lines>
          {copies.map((copy) => (
            <CopyLine key={copy.id} copy={copy} proved={proved} />
          ))}
        </Lines>
      )}
      {locked ? (
        <Padded>
          <h3>{take("openTitle")}</h3>
          <AgainForm action={openDownload} submit={take("open")} prefix="open" />
        </Padded>
      ) : null}
    </Section>
  );
}

async function CopyLine({ copy, proved }: { copy: Copy; proved: boolean }) {
  const [t, take, locale] = await Promise.all([
    getTranslations("privacy.copies"),
    getTranslations("privacy.take"),
    getLocale(),
  ]);
  const moment = (value: string) => wordMoment(locale, value);
  const { id, state, progressDone, progressTotal, size } = copy;
  if (state !== "ready") {
    const again = (
      <LinkButton kind="line" small href="/mes-donnees#copies">
        {t("refresh")}
      </LinkButton>
    );
    return (
      <Line icon="hourglass" title={t("asked", { moment: moment(copy.askedAt) })} actions={again}>
        {progressTotal > 0 ? (
          <Progress value={progressDone} max={progressTotal} label={take("asked")}>
            {t("progress", { done: progressDone, total: progressTotal })}
          </Progress>
        ) : (
          take("asked")
        )}
      </Line>
    );
  }
  const megabytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const download = (
    <LinkButton small plain download icon="download" href={`/api/mes-donnees/${id}`}>
      {t("download")}
    </LinkButton>
  );
  return (
    <Line
      icon="check"
      title={t("ready", { moment: moment(copy.readyAt ?? copy.askedAt) })}
      actions={proved ? download : null}
    >
      <p>{t("size", { size: megabytes.format(Math.max(0.1, size / 1_000_000)) })}</p>
      <p className="small soft">{t("until", { moment: moment(copy.expiresAt) })}</p>
      {proved ? <p className="small soft">{take("opened")}</p> : null}
    </Line>
  );
}
