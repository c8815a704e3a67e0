/** What was joined in the last month, each with the way back. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import type { recentMergers } from "@/lib/merger/queries-snapshot";
import { undo } from "./actions";

type Props = { mergers: Awaited<ReturnType<typeof recentMergers>> };

export async function RecentSection({ mergers }: Props) {
  if (mergers.length === 0) return null;
  const [t, ui, locale] = await Promise.all([
    getTranslations("merger.recent"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  return (
    <Section title={t("title")}>
      <p>{t("text")}</p>
      <Lines>
        {mergers.map(({ id, into, from, on, rows }) => (
          <Line key={id} icon="copy" title={t("line", { into, from, day: wordDate(locale, on) })}>
            <p>{t("count", { count: rows })}</p>
            <ActionForm
              action={undo}
              texts={formTexts(ui)}
              prefix={`u-${id}`}
              hidden={{ mergerId: id, _key: newSecret() }}
            >
              <ConfirmButton kind="line" label={t("undo")} question={t("question")} confirm={t("confirm")} />
            </ActionForm>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
