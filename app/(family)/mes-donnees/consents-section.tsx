/** Each consent with its versions, the latest first: none is overwritten. */
import { getTranslations } from "next-intl/server";
import { Padded, Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { ConsentHistory } from "@/lib/privacy/queries";

export async function ConsentsSection({ history, locale }: { history: ConsentHistory; locale: Locale }) {
  const [t, kinds] = await Promise.all([
    getTranslations("privacy.consents"),
    getTranslations("household.consentKinds"),
  ]);
  const { charter, answers } = history;
  return (
    <Section title={t("title")}>
      {charter.length + answers.length === 0 ? (
        <Padded>
          <p>{t("none")}</p>
        </Padded>
      ) : (
        <Lines>
          {charter.map(({ version, moment }) => (
            <Line key={version} icon="check" quiet title={t("charter", { version })}>
              {t("accepted", { moment: wordMoment(locale, moment) })}
            </Line>
          ))}
          {answers.map(({ id, kind, child, isGranted, moment, own }) => (
            <Line key={id} icon={isGranted ? "check" : "cross"} quiet title={t("of", { kind: kinds(kind), child })}>
              <p>{t(isGranted ? "yes" : "no", { moment: wordMoment(locale, moment) })}</p>
              <p className="small soft">{t(own ? "byYou" : "byOther")}</p>
            </Line>
          ))}
        </Lines>
      )}
    </Section>
  );
}
