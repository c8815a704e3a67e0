/** One full day and one child: join the queue, see one's place, leave, or answer an offer. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Leaf, Padded } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { familyCell, otherHomes } from "@/lib/booking/queries-facts";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import { type FormTexts, formTexts } from "@/lib/i18n/form-texts";
import { isId } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { activityName, type GridCell, type GridTalk, longReason, noteOf } from "../grid-words";
import { accept, join, leave } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("booking.waiting"))("title") };
}

type Props = { searchParams: Promise<{ enfant?: string; jour?: string; fait?: string }> };

export default async function WaitingPage({ searchParams }: Props) {
  const { enfant = "", jour = "", fait } = await searchParams;
  const path = `/reservations/attente?${new URLSearchParams({ enfant, jour })}`;
  const visit = await familyPage("booking.write", path);
  const wish = { childId: enfant, activityDayId: jour, now: visit.moment };
  const cell = isId(enfant) && jour.length === 36 ? await familyCell(visit.tx, visit.scope, wish) : null;
  if (!cell) notFound();
  const [t, locale, texts] = await Promise.all([
    getTranslations("booking"),
    getLocale(),
    getTranslations("ui.form").then((words) => formTexts(words)),
  ]);
  const talk = { t, locale, homes: await otherHomes(visit.tx, cell.facts), back: cell.day.day };
  const about = { activity: activityName(locale, cell.activity), day: wordDay(locale, cell.day.day) };
  const back = { href: `/reservations?semaine=${cell.day.day}`, label: t("waiting.back") };
  const notice =
    fait === "inscrit" ? <Notice tone="ok" live title={t("waiting.joined", { child: cell.child.firstName })} /> : null;
  return (
    <Leaf
      title={t("waiting.title")}
      lead={t("waiting.about", { ...about, child: cell.child.firstName })}
      back={back}
      notice={notice}
    >
      <Padded>
        <Choices talk={talk} cell={cell} ahead={cell.ahead} texts={texts} />
      </Padded>
    </Leaf>
  );
}

type ChoicesProps = { talk: GridTalk; cell: GridCell; ahead: number; texts: FormTexts };

function Choices({ talk, cell, ahead, texts }: ChoicesProps) {
  const { t, locale } = talk;
  const { verdict, child } = cell;
  const { waiting } = verdict;
  if (waiting?.state === "offered") {
    const price = wordAmount(locale, verdict.price?.cents ?? 0);
    return (
      <>
        <p className="mb-4">{noteOf(talk, cell)?.text}</p>
        <ActionForm action={accept} texts={texts} hidden={{ ...onceKey(), entryId: waiting.id }}>
          <SubmitButton kind="due">{t("waiting.accept", { price })}</SubmitButton>
        </ActionForm>
        <p className="soft mt-6 mb-2">{t("waiting.declineText")}</p>
        <LeaveForm texts={texts} entryId={waiting.id} label={t("waiting.decline")} />
      </>
    );
  }
  if (waiting) {
    return (
      <>
        <p className="mb-4">{noteOf(talk, cell)?.text}</p>
        <LeaveForm texts={texts} entryId={waiting.id} label={t("waiting.leave")} />
      </>
    );
  }
  if (verdict.refusal !== "full") return <NotFull talk={talk} cell={cell} />;
  return (
    <>
      <p className="mb-2">{t("waiting.joinText", { child: child.firstName })}</p>
      <p className="mb-4">{t("waiting.ahead", { count: ahead })}</p>
      <ActionForm action={join} texts={texts} hidden={{ ...onceKey(), childId: child.id, activityDayId: cell.day.id }}>
        <SubmitButton>{t("waiting.join", { child: child.firstName })}</SubmitButton>
      </ActionForm>
    </>
  );
}

function LeaveForm({ texts, entryId, label }: { texts: FormTexts; entryId: string; label: string }) {
  return (
    <ActionForm action={leave} texts={texts} prefix="leave" hidden={{ ...onceKey(), entryId }}>
      <SubmitButton kind="line">{label}</SubmitButton>
    </ActionForm>
  );
}

function NotFull({ talk, cell }: { talk: GridTalk; cell: GridCell }) {
  const { t } = talk;
  const { refusal } = cell.verdict;
  return (
    <>
      <p className="mb-4">
        {refusal === null ? t("waiting.free") : t("waiting.cannot", { reason: longReason(talk, cell, refusal) })}
      </p>
      <LinkButton href={`/reservations?semaine=${cell.day.day}`}>{t("waiting.back")}</LinkButton>
    </>
  );
}
