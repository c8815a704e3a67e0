/** Prices as a grid: brackets down, prices across, several changed at once, from a day on or as they stand. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { EmptyState, Notice } from "@/components/ui/notice";
import { draftOf } from "@/lib/draft/queries";
import { gridsOf } from "@/lib/draft/rules-grid";
import { formTexts } from "@/lib/i18n/form-texts";
import { officePage } from "@/lib/server/page";
import { setPrices } from "../actions";
import { NoDraft } from "../no-draft";
import { PriceGrid } from "./price-grid";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules.grid"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function GridPage({ searchParams }: Props) {
  const { fait } = await searchParams;
  const visit = await officePage("activity.manage", "/gestion/tarifs/brouillon/grille");
  const [t, done, locale, draft, words] = await Promise.all([
    getTranslations("rules.grid"),
    getTranslations("rules"),
    getLocale(),
    draftOf(visit.tx),
    getTranslations("ui.form"),
  ]);
  if (!draft) return <NoDraft />;
  const grids = gridsOf(draft.file, draft.document, visit.today);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/tarifs/brouillon", label: done("draft.back") }}
      notice={fait === "oui" ? <Notice tone="ok" live title={done("done.oui")} /> : null}
    >
      {grids.length === 0 ? (
        <EmptyState icon="euro" level={2} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <ActionForm action={setPrices} texts={formTexts(words)} hidden={onceKey()}>
          {grids.map((grid) => (
            <PriceGrid key={grid.scale ?? "fixed"} grid={grid} file={draft.file} locale={locale} />
          ))}
          <DateField name="since" label={t("since")} hint={t("sinceHint")} />
          <SubmitButton>{t("save")}</SubmitButton>
        </ActionForm>
      )}
    </Desk>
  );
}
