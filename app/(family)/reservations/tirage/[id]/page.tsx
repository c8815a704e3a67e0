/** One draw, child by child: the days wished, the number given, and the way to change or withdraw until the closing. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { PhaseTag } from "@/components/booking/phase-tag";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { nameIn } from "@/lib/booking/queries-mail";
import { type ChildWish, drawsForFamily, wishesOf } from "@/lib/draw/queries";
import { opening, wordDay, wordDayInYear, wordLimit, wordList, wordMoment, wordSpan } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { familyPage } from "@/lib/server/page";
import { wish, withdraw } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("draw"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export default async function DrawPage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const visit = await familyPage("booking.write", `/reservations/tirage/${encodeURIComponent(id)}`);
  const line = (await drawsForFamily(visit.tx, visit.scope, visit.moment)).find((one) => one.id === id);
  if (!line) notFound();
  const [t, locale, children] = await Promise.all([
    getTranslations("draw"),
    getLocale(),
    wishesOf(visit.tx, visit.scope, { line, now: visit.moment }),
  ]);
  const span = wordSpan(locale, { from: line.firstDay, to: line.lastDay, year: true });
  const said =
    fait === "retire"
      ? t("family.withdrawn")
      : fait && /^\d{4,8}$/.test(fait)
        ? t("family.saved", { ticket: fait })
        : null;
  const isOpen = line.phase === "open";
  return (
    <Leaf
      title={line.label}
      lead={t("family.about", { activity: nameIn(locale, line), site: line.siteName, span })}
      back={{ href: "/reservations/tirage", label: t("title") }}
      notice={said ? <Notice tone="ok" live title={said} /> : null}
    >
      <Padded>
        <p className="mb-2">
          <PhaseTag phase={line.phase} label={t(`phases.${line.phase}`)} />{" "}
          {t("family.window", { opens: wordMoment(locale, line.opensAt), closes: wordLimit(locale, line.closesAt) })}
        </p>
        <p className="soft mb-4">
          {t("family.how")} <TextLink href={`/tirages/${line.id}`}>{t("family.proof")}</TextLink>
        </p>
        {children.length === 0 ? (
          <EmptyState icon="scale" title={t("family.nobody")}>
            {t("family.nobodyText")}
          </EmptyState>
        ) : null}
      </Padded>
      {children.map((child) => (
        <Child key={child.childId} drawId={line.id} child={child} isOpen={isOpen} />
      ))}
    </Leaf>
  );
}

type ChildProps = { drawId: string; child: ChildWish; isOpen: boolean };

async function Child({ drawId, child, isOpen }: ChildProps) {
  const [t, locale, words] = await Promise.all([
    getTranslations("draw.family"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  const { childId, firstName, days, priority, wish: made } = child;
  const texts = formTexts(words);
  return (
    <Section title={firstName}>
      <Padded>
        {made ? (
          <p className="mt-4 mb-2">
            <strong>{t("ticket", { ticket: made.ticket })}</strong> ·{" "}
            {t("asked", {
              days: wordList(
                locale,
                made.days.map((day) => wordDay(locale, day)),
              ),
            })}
          </p>
        ) : null}
        <p className="soft mt-2 mb-4">{priority.label ? t("priority", { label: priority.label }) : t("noPriority")}</p>
        {isOpen ? (
          <ActionForm action={wish} texts={texts} prefix={`wish-${childId}`} hidden={{ ...onceKey(), drawId, childId }}>
            <CheckboxGroup
              name="days[]"
              legend={t("days", { child: firstName })}
              choices={days.map((day) => ({ value: day, label: opening(wordDayInYear(locale, day)) }))}
              defaultValues={made?.days ?? []}
            />
            <SubmitButton kind={made ? "line" : "due"}>
              {t(made ? "change" : "save", { child: firstName })}
            </SubmitButton>
          </ActionForm>
        ) : null}
        {isOpen && made ? (
          <ActionForm
            action={withdraw}
            texts={texts}
            prefix={`out-${childId}`}
            hidden={{ ...onceKey(), drawId, wishId: made.id }}
          >
            <ConfirmButton label={t("withdraw")} question={t("withdrawAsk")} confirm={t("withdrawYes")} />
          </ActionForm>
        ) : null}
      </Padded>
    </Section>
  );
}
