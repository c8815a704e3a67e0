/** The week of the family: a row a day, a column a child, what is booked. */
import { useTranslations } from "next-intl";
import { DayMark } from "@/components/ui/dates";
import { Icon } from "@/components/ui/icon";
import { wordSpan } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { DayCell, WeekDay } from "@/lib/report/rules-home";
import { activityIcon } from "./activity-icon";

export type Head = { id: string; firstName: string; detail: string | null };

type Props = { week: readonly WeekDay[]; heads: readonly Head[]; today: CivilDate; locale: Locale };

export function WeekTable({ week, heads, today, locale }: Props) {
  const t = useTranslations("home.week");
  const [from, to] = [week[0]?.day ?? today, week.at(-1)?.day ?? today];
  return (
    <table className="week">
      <caption className="sr">{t("caption", { span: wordSpan(locale, { from, to }) })}</caption>
      <colgroup>
        <col className="col-day" />
        {heads.map((child) => (
          <col key={child.id} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">{t("day")}</span>
          </th>
          {heads.map((child) => (
            <th key={child.id} scope="col">
              {child.firstName}
              {child.detail ? <small>{child.detail}</small> : null}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {week.map(({ day, cells }) => (
          <tr key={day} className={day === today ? "is-today" : undefined}>
            <th scope="row">
              <DayMark day={day} locale={locale} />
              {day === today ? <span className="sr">{t("today")}</span> : null}
            </th>
            {heads.map((child) => (
              <Cell key={child.id} cell={cells.find((one) => one.childId === child.id)} locale={locale} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell, locale }: { cell: DayCell | undefined; locale: Locale }) {
  const t = useTranslations("home.week");
  if (!cell || cell.booked.length === 0) {
    return (
      <td>
        <span className="none">{cell?.away ? t("away") : t("none")}</span>
      </td>
    );
  }
  return (
    <td>
      <ul>
        {cell.booked.map((one) => (
          <li key={`${one.startsAt}${one.nameFr}`}>
            <Icon name={activityIcon(one.kind)} />
            <span>{locale === "fr" ? one.nameFr : one.nameEn}</span>
          </li>
        ))}
      </ul>
    </td>
  );
}
