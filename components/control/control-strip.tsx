/** The controls of the last thirty days, one mark a day; the same in words. */
import { getLocale, getTranslations } from "next-intl/server";
import type { StripDay } from "@/lib/control/rules";
import { wordDay } from "@/lib/i18n/dates";

const [SIZE, GAP] = [14, 4];
const HEIGHTS: Record<StripDay["state"], number> = { equal: 7, waiting: 3, unchecked: 3, explained: 11, differs: SIZE };

export async function ControlStrip({ days }: { days: readonly StripDay[] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("control.strip")]);
  if (days.length === 0) return <p className="soft pt-3">{t("none")}</p>;
  const count = (wanted: StripDay["state"]) => days.filter(({ state }) => state === wanted).length;
  const rest = { explained: count("explained"), waiting: count("waiting"), unchecked: count("unchecked") };
  const told = t("sum", { equal: count("equal"), differs: count("differs"), ...rest });
  const width = days.length * (SIZE + GAP) - GAP;
  return (
    <div className="pt-3">
      <svg role="img" aria-label={told} width={width} height={SIZE} viewBox={`0 0 ${width} ${SIZE}`} className="strip">
        {days.map(({ day, state }, index) => (
          <g key={day}>
            <title>{t(state, { day: wordDay(locale, day) })}</title>
            <rect
              x={index * (SIZE + GAP)}
              y={SIZE - HEIGHTS[state]}
              width={SIZE}
              height={HEIGHTS[state]}
              rx={2}
              fill="currentColor"
              fillOpacity={state === "differs" ? 1 : 0.35}
            />
          </g>
        ))}
      </svg>
      <p className="soft small">{told}</p>
    </div>
  );
}
