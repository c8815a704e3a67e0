/** « Pour le lundi 23 novembre, on peut réserver jusqu’au … »: the deadlines of the draft on a chosen day, service by service. */
import { getLocale, getTranslations } from "next-intl/server";
import { DateField } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Table } from "@/components/ui/table";
import { calendarOf } from "@/lib/calendar/rules";
import { type Preview, type PreviewWindow, previewOf } from "@/lib/deadline/rules-preview";
import { opening, wordDay, wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { addDays, type CivilDate, isCivilDate, mondayOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { ActivityRules } from "@/lib/rulebook/schema-activities";
import { activityName, valueWord } from "@/lib/wording/rules-names";
import { inside, wordHour } from "@/lib/wording/rules-phrases";

type Props = { file: CommuneFile; day: string | undefined; today: CivilDate };

export async function DeadlinePreview({ file, day: asked, today }: Props) {
  const [t, locale] = await Promise.all([getTranslations("rules.preview"), getLocale()]);
  const day = asked && isCivilDate(asked) ? asked : addDays(mondayOf(today), 7);
  const lines = await Promise.all(file.activities.map(async (one) => ({ one, said: await said(file, one, day) })));
  return (
    <section className="mt-6" id="apercu" aria-labelledby="preview">
      <h2 id="preview" className="mb-2">
        {t("title")}
      </h2>
      <form action="#apercu" method="get" className="field-bar mb-4">
        <DateField name="jour" label={t("day")} defaultValue={day} />
        <Button type="submit" kind="line">
          {t("show")}
        </Button>
      </form>
      <Table
        caption={opening(t("for", { day: wordDay(locale, day) }))}
        rows={lines}
        rowKey={({ one }) => one.id}
        columns={[
          {
            key: "service",
            header: t("service"),
            rowHeader: true,
            cell: ({ one }) => activityName(locale, file, one.id),
          },
          {
            key: "limits",
            header: t("title"),
            cell: (line) => (
              <ul>
                {line.said.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <p className="soft small">{t("note")}</p>
    </section>
  );
}

async function said(file: CommuneFile, { id }: ActivityRules, day: CivilDate): Promise<string[]> {
  const [t, locale] = await Promise.all([getTranslations("rules.preview"), getLocale()]);
  if (!calendarOf(file).isOpen(id, day)) return [t("closed")];
  const previews = previewOf(file, { activity: id, day, facts: {} });
  if (previews.length === 0) return [t("free")];
  return Promise.all(previews.map((preview) => sentence(locale, preview)));
}

async function sentence(locale: Locale, { action, windows, otherwise }: Preview): Promise<string> {
  const t = await getTranslations("rules.preview");
  const word = valueWord(locale, "actions", action) ?? action;
  const verdict = (outcome: string) => inside(valueWord(locale, "verdict", outcome) ?? outcome);
  const parts = windows.map((window) => {
    const values = { action: word, verdict: verdict(window.verdict), ...momentsOf(locale, window) };
    return t(keyOf(window), values);
  });
  return [...parts, t("then", { verdict: verdict(otherwise) })].join(" ; ");
}

function momentsOf(locale: Locale, { opensAt, closesAt }: PreviewWindow) {
  const from = opensAt === null ? "" : wordMoment(locale, opensAt);
  const until = closesAt === null ? "" : endWords(locale, closesAt);
  return { from, moment: until === "" ? from : until };
}

/** The first minute at which it is too late: midnight is the end of the day before. */
function endWords(locale: Locale, moment: string): string {
  if (!moment.endsWith("T00:00")) return wordMoment(locale, moment);
  return `${wordDay(locale, addDays(moment.slice(0, 10), -1))}, ${wordHour(locale, "24:00")}`;
}

function keyOf({ isTold, opensAt, closesAt }: PreviewWindow): "untold" | "both" | "from" | "until" | "always" {
  if (!isTold) return "untold";
  if (opensAt !== null) return closesAt === null ? "from" : "both";
  return closesAt === null ? "always" : "until";
}
