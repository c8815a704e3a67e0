/** What the draft changes, read once more, and its publication with a date of effect. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { checkFile } from "@/lib/check/rules";
import { type Draft, draftOf } from "@/lib/draft/queries";
import { differences } from "@/lib/draft/rules-differences";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { officePage } from "@/lib/server/page";
import { publish } from "../../actions";
import { CheckList } from "../check-list";
import { NoDraft } from "../no-draft";
import { Changes } from "./changes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules.publish"))("title") };
}

export default async function PublishPage() {
  const visit = await officePage("activity.manage", "/gestion/tarifs/brouillon/publier");
  const [t, draftWords, locale, draft, history] = await Promise.all([
    getTranslations("rules.publish"),
    getTranslations("rules.draft"),
    getLocale(),
    draftOf(visit.tx),
    rulesHistory(visit.tx),
  ]);
  if (!draft) return <NoDraft />;
  const last = history.at(-1);
  const changes = last ? differences(last.file, draft.file, locale) : [];
  const isBlocked = checkFile(draft.file).some(({ severity }) => severity === "error");
  return (
    <Desk
      title={t("title")}
      lead={last ? t("leadFrom", { label: last.label, since: wordDate(locale, last.since) }) : t("lead")}
      back={{ href: "/gestion/tarifs/brouillon", label: draftWords("back") }}
    >
      <DeskColumns
        aside={
          <>
            <CheckList file={draft.file} />
            {isBlocked ? <p className="mt-6">{t("blocked")}</p> : <PublishForm draft={draft} today={visit.today} />}
          </>
        }
      >
        {changes.length === 0 ? (
          <Notice inset title={t("same")}>
            {t("sameText")}
          </Notice>
        ) : (
          <Changes sections={changes} locale={locale} />
        )}
      </DeskColumns>
    </Desk>
  );
}

async function PublishForm({ draft, today }: { draft: Draft; today: CivilDate }) {
  const [t, words] = await Promise.all([getTranslations("rules.publish"), getTranslations("ui.form")]);
  const tomorrow = addDays(today, 1);
  return (
    <section className="mt-6">
      <h2 className="mb-2">{t("form")}</h2>
      <ActionForm action={publish} texts={formTexts(words)} hidden={{ ...onceKey(), revision: draft.revision }}>
        <TextInput name="label" label={t("label")} maxLength={160} />
        <DateField name="since" label={t("since")} hint={t("sinceHint")} min={tomorrow} defaultValue={tomorrow} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </ActionForm>
    </section>
  );
}
