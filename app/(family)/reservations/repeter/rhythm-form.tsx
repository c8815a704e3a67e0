/** Asks how often and until when. A GET form: the address says it all, and nothing is booked. */
import { RadioGroup } from "@/components/forms/choices";
import { Select } from "@/components/forms/select";
import { Button } from "@/components/ui/button";
import type { Facts } from "@/lib/booking/rules-grid";
import { type Rhythm, rhythms } from "@/lib/booking/schema";
import { wordDay, wordList } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { GridTalk } from "../grid-words";

type Given = { monday: CivilDate; rhythm: Rhythm; until: CivilDate | null; ends: readonly CivilDate[] };

export function RhythmForm({ talk, facts, given }: { talk: GridTalk; facts: Facts; given: Given }) {
  const { t, locale } = talk;
  const { monday, rhythm, until, ends } = given;
  const last = ends.at(-1);
  const names = wordList(
    locale,
    facts.children.map((child) => child.firstName),
  );
  return (
    <section className="dayblock pt-1" aria-label={t("repeat.title")}>
      <p className="soft mb-5">{t("repeat.lead", { children: names })}</p>
      <form action="/reservations/repeter" method="get">
        <input type="hidden" name="semaine" value={monday} />
        <RadioGroup
          name="rythme"
          legend={t("repeat.rhythm")}
          hint={t("repeat.custodyHint")}
          choices={rhythms.map((value) => ({ value, label: t(`repeat.${value}`) }))}
          defaultValue={rhythm}
        />
        <Select
          name="jusqu"
          label={t("repeat.until")}
          hint={last ? t("repeat.lastDay", { day: wordDay(locale, last) }) : undefined}
          options={ends.map((day) => ({ value: day, label: wordDay(locale, day) }))}
          defaultValue={until ?? ends[Math.min(3, ends.length - 1)]}
        />
        <Button type="submit" kind={until ? "line" : "primary"}>
          {t("repeat.preview")}
        </Button>
      </form>
    </section>
  );
}
