/** One draw of the office: its window, its promise, how many wishes; run it once closed, or give it up. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { PhaseTag } from "@/components/booking/phase-tag";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { nameIn } from "@/lib/booking/queries-mail";
import { type DrawLine, drawForOffice } from "@/lib/draw/queries";
import { wordLimit, wordMoment, wordSpan } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { cancel, run } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("draw"))("title") };
}

const DONE: Record<string, "opened" | "ran" | "cancelled"> = { ouvert: "opened", tire: "ran", abandon: "cancelled" };
type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export default async function OfficeDrawPage({ params, searchParams }: Props) {
  const [{ id }, { fait = "" }] = await Promise.all([params, searchParams]);
  const visit = await officePage("activity.manage", `/gestion/tirages/${encodeURIComponent(id)}`);
  const found = isId(id) ? await drawForOffice(visit.tx, visit.scope, { id, now: visit.moment }) : null;
  if (!found) notFound();
  const { line, tickets, published } = found;
  const [t, locale] = await Promise.all([getTranslations("draw"), getLocale()]);
  const said = DONE[fait];
  const window = { opens: wordMoment(locale, line.opensAt), closes: wordLimit(locale, line.closesAt) };
  return (
    <Desk
      title={line.label}
      lead={`${nameIn(locale, line)}, ${line.siteName}`}
      back={{ href: "/gestion/tirages", label: t("office.back") }}
      notice={said ? <Notice tone="ok" live title={t(`office.${said}`)} /> : null}
    >
      <h2 className="mb-2">{t("office.facts")}</h2>
      <DefinitionList
        items={[
          { term: t("office.state"), value: <PhaseTag phase={line.phase} label={t(`phases.${line.phase}`)} /> },
          { term: t("office.days"), value: wordSpan(locale, { from: line.firstDay, to: line.lastDay, year: true }) },
          { term: t("public.window"), value: t("public.windowText", window) },
          { term: t("office.wishes"), value: published ? published.tickets.length : tickets },
          { term: t("public.commitment"), value: <code className="break-all">{line.commitment}</code> },
        ]}
      />
      <p className="mt-4">
        <LinkButton href={`/tirages/${line.id}`} kind="line">
          {t("office.public")}
        </LinkButton>
      </p>
      <Steps line={line} />
    </Desk>
  );
}

async function Steps({ line }: { line: DrawLine }) {
  const [t, words] = await Promise.all([getTranslations("draw.office"), getTranslations("ui.form")]);
  const texts = formTexts(words);
  const hidden = { drawId: line.id, activityId: line.activityId };
  const mayCancel = line.phase === "announced" || line.phase === "open" || line.phase === "closed";
  return (
    <>
      {line.phase === "closed" ? (
        <section className="mt-6">
          <p className="soft mb-4">{t("runText")}</p>
          <ActionForm action={run} texts={texts} prefix="run" hidden={{ ...onceKey(), ...hidden }}>
            <SubmitButton kind="due">{t("run")}</SubmitButton>
          </ActionForm>
        </section>
      ) : null}
      {mayCancel ? (
        <section className="mt-6">
          <ActionForm action={cancel} texts={texts} prefix="cancel" hidden={{ ...onceKey(), ...hidden }}>
            <ConfirmButton label={t("cancel")} question={t("cancelAsk")} confirm={t("cancelYes")} />
          </ActionForm>
        </section>
      ) : null}
    </>
  );
}
