/** The dossier de preuve of a family: ask for a period, take it away when it is ready. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DossierList } from "@/components/dossier/dossier-list";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { dossiersOf } from "@/lib/dossier/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { addMonths, firstDayOf, monthOf } from "@/lib/kernel/civil-date";
import { familyPage } from "@/lib/server/page";
import { askDossier } from "./actions";

const PATH = "/journal/dossier";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dossier"))("title") };
}

export default async function DossierPage() {
  const { tx, passport, today } = await familyPage("journal.read", PATH);
  const [t, journal, form, rows] = await Promise.all([
    getTranslations("dossier"),
    getTranslations("journal"),
    getTranslations("ui.form"),
    dossiersOf(tx, passport.accountId, today),
  ]);
  const labels = { since: t("form.since"), until: t("form.until") };
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/journal", label: journal("title") }}>
      <Spread aside={<Use />}>
        <Section title={t("form.title")}>
          <Padded>
            <div className="mt-4">
              <ActionForm action={askDossier} texts={formTexts(form)} labels={labels}>
                <DateField
                  name="since"
                  label={labels.since}
                  defaultValue={firstDayOf(addMonths(monthOf(today), -1))}
                  max={today}
                />
                <DateField name="until" label={labels.until} hint={t("form.hint")} defaultValue={today} max={today} />
                <SubmitButton>{t("form.submit")}</SubmitButton>
              </ActionForm>
            </div>
          </Padded>
        </Section>
        <Section title={t("list.title")}>
          <DossierList rows={rows} here={PATH} />
        </Section>
      </Spread>
    </Leaf>
  );
}

async function Use() {
  const t = await getTranslations("dossier.use");
  return (
    <Section title={t("title")}>
      <Padded>
        <p>{t("text")}</p>
        <p>
          <TextLink href="/verifier" plain className="link">
            {t("verify")}
          </TextLink>
        </p>
        <p className="small soft">{t("kept")}</p>
      </Padded>
    </Section>
  );
}
