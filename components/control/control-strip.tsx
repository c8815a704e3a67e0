/** The controls of the last thirty days, one mark a day; the same in words. */
import { getLocale, getTranslations } from "next-intl/server";
import type { StripDay } from "@/lib/control/rules";
import { wordDay } from "@/lib/i18n/dates";

const [SIZE, GAP] = [14, 4];

export async function ControlStrip({ days }: { days: readonly StripDay[] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("control.strip")]);
  if (days.length === 0) return <p className="soft pt-3">{t("none")}</p>;
  const equal = days.filter((day) => day.equal).length;
  const told = t("sum", { equal, differs: days.length - equal });
  const width = days.length * (SIZE + GAP) - GAP;
  return (
    <div className="pt-3">
      <svg role="img" aria-label={told} width={width} height={SIZE} viewBox={`0 0 ${width} ${SIZE}`} className="strip">
        {days.map(({ day, equal: isEqual }, index) => (
          <g key={day}>
            <title>{t(isEqual ? "equal" : "differs", { day: wordDay(locale, day) })}</title>
            <rect
              x={index * (SIZE + GAP)}
              y={isEqual ? SIZE / 2 : 0}
              width={SIZE}
              height={isEqual ? SIZE / 2 : SIZE}
              rx={2}
              fill="currentColor"
              fillOpacity={isEqual ? 0.35 : 1}
            />
          </g>
        ))}
      </svg>
      <p className="soft small">{told}</p>
    </div>
  );
}
