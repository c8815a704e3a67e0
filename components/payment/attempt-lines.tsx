/** The tries to pay an invoice, each with its day and what became of it; nothing when there was none. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { DayMark } from "@/components/ui/dates";
import { Line, Lines, Priced } from "@/components/ui/line";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordTime } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import type { AttemptTold, FamilyStatus } from "@/lib/payment/rules-telling";

/** Where the means says something: the money moved, or the bank refused it. */
const WITH_MEANS: readonly FamilyStatus[] = ["paid", "refused", "rejected", "twice", "handed-over"];

export async function AttemptLines({ attempts }: { attempts: readonly AttemptTold[] }) {
  if (attempts.length === 0) return null;
  const [locale, t] = await Promise.all([getLocale(), getTranslations("payment")]);
  return (
    <Section title={t("attempts")} id="paiements">
      <Lines>
        {attempts.map(({ id, amountCents, status, means, createdAt, paidAt }) => {
          const { day, time } = parisOf(paidAt ?? createdAt);
          const by = means && WITH_MEANS.includes(status) ? `, ${t(`means.${means}`)}` : "";
          return (
            <Line key={id} quiet margin={<DayMark day={day} locale={locale} />}>
              <Priced amount={wordAmount(locale, amountCents)}>
                <p>
                  <strong>{t(`status.${status}.line`)}</strong> {t(`status.${status}.short`)}
                  <br />
                  <span className="soft small">
                    {wordTime(locale, time)}
                    {by}
                  </span>
                </p>
              </Priced>
            </Line>
          );
        })}
      </Lines>
    </Section>
  );
}
