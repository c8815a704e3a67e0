/** What a repeat will add, and what not with each reason once. */

import { getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Pattern, Repeat } from "@/lib/booking/rules-repeat";
import { wordChange } from "@/lib/i18n/amounts";
import { wordDayShort, wordList, wordSpan } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays } from "@/lib/kernel/civil-date";
import { type GridTalk, longReason } from "../grid-words";
import { confirmRepeat } from "./actions";

type Props = { talk: GridTalk; pattern: Pattern; repeat: Repeat };

export async function Preview({ talk, pattern, repeat }: Props) {
  const { t, locale } = talk;
  const texts = formTexts(await getTranslations("ui.form"));
  const { monday, rhythm, until } = pattern;
  if (repeat.add.length === 0) {
    return (
      <section className="dayblock pb-5">
        <Notice inset live title={t("repeat.noneToAdd")} />
        <Skipped talk={talk} repeat={repeat} />
      </section>
    );
  }
  return (
    <section className="dayblock pb-5">
      <Notice inset live title={t("repeat.willAdd")}>
        <WhatIsAdded talk={talk} repeat={repeat} />
        <strong className="num">{wordChange(locale, repeat.cents)}</strong>
      </Notice>
      <Skipped talk={talk} repeat={repeat} />
      <ActionForm action={confirmRepeat} texts={texts} hidden={{ ...onceKey(), week: monday, rhythm, until }}>
        <div className="form-actions mt-5">
          <SubmitButton>{t("repeat.submit", { count: repeat.add.length })}</SubmitButton>
          <TextLink href={`/reservations?semaine=${monday}`} className="link">
            {t("repeat.cancel")}
          </TextLink>
        </div>
      </ActionForm>
      <p className="soft small mt-2">{t("repeat.notYet")}</p>
    </section>
  );
}

function WhatIsAdded({ talk: { t, locale }, repeat }: Omit<Props, "pattern">) {
  const [first, last] = [repeat.mondays[0], repeat.mondays.at(-1)];
  const span = first && last ? wordSpan(locale, { from: first, to: addDays(last, 4) }) : "";
  const counts = new Map<string, number>();
  for (const wish of repeat.add) counts.set(wish.childId, (counts.get(wish.childId) ?? 0) + 1);
  return (
    <>
      <p>{t("repeat.weeks", { count: repeat.mondays.length, span })}</p>
      {[...counts].map(([id, count]) => (
        <p key={id}>{t("repeat.perChild", { child: repeat.names.get(id) ?? "", count })}</p>
      ))}
    </>
  );
}

function Skipped({ talk, repeat }: Omit<Props, "pattern">) {
  const reasons = new Map<string, string[]>();
  for (const cell of repeat.skipped) {
    const key = longReason(talk, cell, cell.reason);
    reasons.set(key, [...(reasons.get(key) ?? []), wordDayShort(talk.locale, cell.day.day)]);
  }
  if (reasons.size === 0) return null;
  return (
    <>
      <h2 className="mt-5 mb-2">{talk.t("repeat.willNotAdd")}</h2>
      <ul className="why-list">
        {[...reasons].map(([reason, days]) => (
          <li key={reason}>{talk.t("repeat.skipped", { reason, days: wordList(talk.locale, [...new Set(days)]) })}</li>
        ))}
      </ul>
    </>
  );
}
