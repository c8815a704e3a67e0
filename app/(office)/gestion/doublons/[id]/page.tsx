/** The plan of joining two files, or two records of one child, row by row, before anything is done. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { childPlan, digestOf, duplicatePair, mergePlan } from "@/lib/merger/queries";
import type { MergePlan, Rows } from "@/lib/merger/rules";
import { officePage } from "@/lib/server/page";
import { merge, mergeChild } from "../actions";
import { RowsSection } from "../rows-section";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.merge"))("title") };
}

export default async function MergePage({ params }: Props) {
  const { id } = await params;
  const { tx, today } = await officePage("duplicate.decide", `/gestion/doublons/${id}`);
  const pair = isId(id) ? await duplicatePair(tx, id) : null;
  if (!pair) notFound();
  const isChild = pair.kind === "child";
  const [t, list, found] = await Promise.all([
    getTranslations("parents.merge"),
    getTranslations("household.office.duplicates"),
    isChild ? childPlan(tx, pair, today) : mergePlan(tx, pair, today),
  ]);
  const place = isChild ? "/gestion/enfants" : "/gestion/foyers";
  const facts = [
    {
      term: t(isChild ? "keptChild" : "kept"),
      value: <TextLink href={`${place}/${pair.intoId}`}>{pair.into}</TextLink>,
    },
    {
      term: t(isChild ? "closedChild" : "closed"),
      value: <TextLink href={`${place}/${pair.fromId}`}>{pair.from}</TextLink>,
    },
  ];
  const heading = { title: t(isChild ? "titleChild" : "title"), lead: t(isChild ? "leadChild" : "lead") };
  return (
    <Desk {...heading} back={{ href: "/gestion/doublons", label: list("title") }}>
      <DefinitionList items={facts} />
      {found.plan ? (
        <Plan plan={found.plan} duplicateId={id} />
      ) : (
        <Notice tone="warn" title={t(`refusals.${found.refusal}`)}>
          {null}
        </Notice>
      )}
    </Desk>
  );
}

const counted = (rows: Rows) => rows.map(({ table, ids }) => ({ table, count: ids.length }));

async function Plan({ plan, duplicateId }: { plan: MergePlan; duplicateId: string }) {
  const [t, ui] = await Promise.all([getTranslations("parents.merge"), getTranslations("ui.form")]);
  const isChild = plan.kind === "child";
  const added = [
    { table: "household_member", count: plan.newMembers.length },
    { table: "child_household", count: plan.newChildren.length },
  ].filter(({ count }) => count > 0);
  const twins = plan.twins.map(({ goneId }) => goneId);
  const parts = [
    { title: t(isChild ? "movesChild" : "moves"), rows: [...added, ...counted(plan.moves)] },
    { title: t(isChild ? "staysChild" : "stays"), rows: plan.stays },
    { title: t(isChild ? "endsChild" : "ends"), rows: counted(plan.ends) },
    ...(isChild
      ? []
      : [{ title: t("twins"), rows: twins.length > 0 ? [{ table: "child_household", count: twins.length }] : [] }]),
  ];
  const hidden = { intoId: plan.intoId, fromId: plan.fromId, duplicateId, digest: digestOf(plan), _key: newSecret() };
  const label = t(isChild ? "applyChild" : "apply");
  return (
    <>
      {parts.map(({ title, rows }) => (
        <RowsSection key={title} title={title} rows={rows} nothing={t("nothing")} />
      ))}
      {twins.length > 0 ? (
        <RowsSection title={t("joins")} rows={plan.joins} nothing={t("nothing")}>
          <p className="mt-2">{t("joinsText")}</p>
        </RowsSection>
      ) : null}
      <ActionForm action={isChild ? mergeChild : merge} texts={formTexts(ui)} hidden={hidden}>
        <ConfirmButton kind="primary" label={label} question={t("question")} confirm={label} />
      </ActionForm>
    </>
  );
}
