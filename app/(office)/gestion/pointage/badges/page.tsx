/** Badges of a class: who has one, making them, cancelling them, printing them. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Filters } from "@/components/ui/navigation";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type BadgeRow, badgeSites, badgesOfClass } from "@/lib/badge/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { changeClass } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate.badges"))("title") };
}

type Query = { ecole?: string; classe?: string; faits?: string; annules?: string };
type Props = { searchParams: Promise<Query> };

export default async function BadgesPage({ searchParams }: Props) {
  const query = await searchParams;
  const { tx, scope } = await officePage("badge.manage", "/gestion/pointage/badges");
  const [t, sites] = await Promise.all([getTranslations("gate.badges"), badgeSites(tx, scope)]);
  const classes = sites.flatMap(({ id, name, grades }) => grades.map((grade) => ({ siteId: id, site: name, grade })));
  const open = classes.find(({ siteId, grade }) => siteId === query.ecole && grade === query.classe);
  const rows = open ? await badgesOfClass(tx, scope, open) : [];
  const items = classes.map(({ siteId, site, grade }) => ({
    href: `/gestion/pointage/badges?ecole=${siteId}&classe=${encodeURIComponent(grade)}`,
    label: `${site}, ${grade}`,
    current: siteId === open?.siteId && grade === open.grade,
  }));
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/pointage", label: t("back") }}
      notice={<Said query={query} />}
      tools={<Filters label={t("classes")} items={items} />}
    >
      {open ? (
        <ClassForm rows={rows} place={open} />
      ) : (
        <EmptyState icon="people" title={t("chooseTitle")}>
          {t("choose")}
        </EmptyState>
      )}
    </Desk>
  );
}

async function Said({ query: { faits, annules } }: { query: Query }) {
  const t = await getTranslations("gate.badges");
  const made = /^\d{1,4}$/.test(faits ?? "") ? t("issued", { count: Number(faits) }) : null;
  const ended = /^\d{1,4}$/.test(annules ?? "") ? t("revoked", { count: Number(annules) }) : null;
  return made || ended ? <Notice tone="ok" live title={made ?? ended} /> : null;
}

type ClassProps = { rows: readonly BadgeRow[]; place: { siteId: string; site: string; grade: string } };

async function ClassForm({ rows, place }: ClassProps) {
  const [t, form] = await Promise.all([getTranslations("gate.badges"), getTranslations("ui.form")]);
  const print = `/gestion/pointage/badges/imprimer?ecole=${place.siteId}&classe=${encodeURIComponent(place.grade)}`;
  return (
    <Section title={`${place.site}, ${place.grade}`}>
      {rows.some((row) => row.code !== null) ? (
        <div className="form-actions mt-4">
          <LinkButton href={print} kind="line" icon="print">
            {t("print")}
          </LinkButton>
        </div>
      ) : null}
      <ActionForm action={changeClass} texts={formTexts(form)} hidden={{ _key: newSecret() }}>
        <CheckboxGroup
          name="children[]"
          legend={t("children")}
          choices={rows.map(({ childId, firstName, lastName, code }) => ({
            value: childId,
            label: `${firstName} ${lastName}`,
            detail: code ? t("has") : t("hasNot"),
          }))}
          defaultValues={rows.filter((row) => row.code === null).map((row) => row.childId)}
        />
        <p className="hint">{t("hint")}</p>
        <div className="form-actions">
          <SubmitButton name="change" value="issue" icon="check">
            {t("issue")}
          </SubmitButton>
          <SubmitButton name="change" value="revoke" kind="line" icon="cross">
            {t("revoke")}
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  );
}
