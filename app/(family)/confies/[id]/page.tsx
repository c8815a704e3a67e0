/** A week of an entrusted child: days to see, or to tick where booking was entrusted too. No price, no health, no other home. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { mintEntrustedScope } from "@/lib/access/gate";
import { entrustedChildren } from "@/lib/delegation/queries";
import { type EntrustedDay, entrustedWeek } from "@/lib/delegation/queries-week";
import { opening, wordDate, wordDay } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays, type CivilDate, isCivilDate, mondayOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { onceKey } from "../../form-words";
import { saveDays } from "../actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ semaine?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.entrusted"))("title") };
}

export default async function EntrustedChildPage({ params, searchParams }: Props) {
  const [{ id }, { semaine }] = await Promise.all([params, searchParams]);
  const { tx, scope, today, moment } = await familyPage("entrusted.act", `/confies/${id}`);
  const narrow = isId(id) ? await mintEntrustedScope(tx, scope, { childId: id, right: "canSee" }) : null;
  const child = (await entrustedChildren(tx, scope)).find(({ childId }) => childId === id);
  if (!narrow || !child) notFound();
  const monday = mondayOf(semaine && isCivilDate(semaine) ? semaine : today);
  const [t, locale, week] = await Promise.all([
    getTranslations("parents.entrusted"),
    getLocale(),
    entrustedWeek(tx, narrow, { childId: id, monday, now: moment }),
  ]);
  const canBook = child.rights.includes("canBook");
  return (
    <Leaf
      title={t("days", { name: child.firstName })}
      lead={`${t(canBook ? "book" : "see")} ${t("notAway")}`}
      back={{ href: "/confies", label: t("title") }}
    >
      <Section title={t("week", { day: wordDate(locale, monday) })}>
        <Weeks id={id} monday={monday} />
        {week.length === 0 ? (
          <Padded>
            <p>{t("empty")}</p>
          </Padded>
        ) : canBook ? (
          <WeekForm childId={id} week={week} />
        ) : (
          <WeekLines week={week} />
        )}
      </Section>
    </Leaf>
  );
}

async function Weeks({ id, monday }: { id: string; monday: CivilDate }) {
  const t = await getTranslations("parents.entrusted");
  const href = (days: number) => `/confies/${id}?semaine=${addDays(monday, days)}`;
  return (
    <Padded>
      <div className="form-actions">
        <LinkButton kind="line" small icon="chevron-left" href={href(-7)}>
          {t("previous")}
        </LinkButton>
        <LinkButton kind="line" small href={href(7)}>
          {t("next")}
        </LinkButton>
      </div>
    </Padded>
  );
}

const nameOf = (locale: string, { nameFr, nameEn }: EntrustedDay) => (locale === "fr" ? nameFr : nameEn);
const daysIn = (week: readonly EntrustedDay[]) => [...new Set(week.map(({ day }) => day))];

async function WeekForm({ childId, week }: { childId: string; week: readonly EntrustedDay[] }) {
  const [t, ui, locale] = await Promise.all([
    getTranslations("parents.entrusted"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const open = week.filter((one) => one.open);
  return (
    <Padded>
      <ActionForm action={saveDays} texts={formTexts(ui)} hidden={{ childId, ...onceKey() }}>
        {open.map(({ id }) => (
          <input key={id} type="hidden" name="shown[]" value={id} />
        ))}
        {daysIn(week).map((day) => {
          const rows = open.filter((one) => one.day === day);
          const shut = week.filter((one) => one.day === day && !one.open);
          return (
            <div key={day}>
              {rows.length > 0 ? (
                <CheckboxGroup
                  name="ticked[]"
                  legend={opening(wordDay(locale, day))}
                  defaultValues={rows.filter(({ booked }) => booked).map(({ id }) => id)}
                  choices={rows.map((one) => ({
                    value: one.id,
                    label: nameOf(locale, one),
                    detail: `${one.startsAt} – ${one.endsAt}`,
                  }))}
                />
              ) : (
                <h3>{opening(wordDay(locale, day))}</h3>
              )}
              {shut.map((one) => (
                <p key={one.id} className="small soft">
                  {nameOf(locale, one)}, {t(one.booked ? "booked" : "shut")}
                </p>
              ))}
            </div>
          );
        })}
        <SubmitButton>{t("save")}</SubmitButton>
      </ActionForm>
    </Padded>
  );
}

async function WeekLines({ week }: { week: readonly EntrustedDay[] }) {
  const [t, locale] = await Promise.all([getTranslations("parents.entrusted"), getLocale()]);
  return (
    <Lines>
      {daysIn(week).map((day) => (
        <Line key={day} icon="calendar" title={opening(wordDay(locale, day))}>
          {week
            .filter((one) => one.day === day)
            .map((one) => (
              <p key={one.id}>
                {nameOf(locale, one)}, {one.startsAt} – {one.endsAt}: {t(one.booked ? "booked" : "free")}
              </p>
            ))}
        </Line>
      ))}
    </Lines>
  );
}
