/** What happened to an invoice, day by day: words at the left, what it took off or added at the right. */
import { TextLink } from "@/components/ui/button";
import { DayMark } from "@/components/ui/dates";
import { Line, Lines, Priced } from "@/components/ui/line";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";

export type LifeLine = {
  key: string;
  day: CivilDate;
  text: string;
  detail: string | null;
  amount: string | null;
  /** The page of the document that did it. */
  href: string | null;
};

export function LifeLines({ lines, label, locale }: { lines: readonly LifeLine[]; label: string; locale: Locale }) {
  return (
    <Lines label={label}>
      {lines.map(({ key, day, text, detail, amount, href }) => (
        <Line key={key} quiet margin={<DayMark day={day} locale={locale} />}>
          <Priced amount={amount}>
            <p>{href ? <TextLink href={href}>{text}</TextLink> : text}</p>
            {detail ? <p className="small soft">{detail}</p> : null}
          </Priced>
        </Line>
      ))}
    </Lines>
  );
}
