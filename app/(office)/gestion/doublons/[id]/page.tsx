/** The plan of joining two files, row by row, before anything is done. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Line, Lines } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { digestOf, duplicatePair, mergePlan } from "@/lib/merger/queries";
import type { MergePlan } from "@/lib/merger/rules";
import { officePage } from "@/lib/server/page";
import { merge } from "../actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.merge"))("title") };
}

export default async function MergePage({ params }: Props) {
  const { id } = await params;
  const { tx, today } = await officePage("duplicate.decide", `/gestion/doublons/${id}`);
  const pair = isId(id) ? await duplicatePair(tx, id) : null;
  if (!pair) notFound();
  const [t, list, found] = await Promise.all([
    getTranslations("parents.merge"),
    getTranslations("household.office.duplicates"),
    mergePlan(tx, pair, today),
  ]);
  const facts = [
    { term: t("kept"), value: <TextLink href={`/gestion/foyers/${pair.intoId}`}>{pair.into}</TextLink> },
    { term: t("closed"), value: <TextLink href={`/gestion/foyers/${pair.fromId}`}>{pair.from}</TextLink> },
  ];
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/doublons", label: list("title") }}>
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

const NAMES = [
  ...["household_member", "child_household", "booking", "enrolment", "waiting_entry", "emergency_contact"],
  ...["pickup_person", "custody_exception", "delegation", "declared_fact", "household_payer", "quotient_familial"],
  ...["invoice", "receipt", "ledger_line", "past_booking", "family_request", "change_request", "draw_wish"],
  "household_address",
] as const;

async function Plan({ plan, duplicateId }: { plan: MergePlan; duplicateId: string }) {
  const [t, ui] = await Promise.all([getTranslations("parents.merge"), getTranslations("ui.form")]);
  const nameOf = (table: string) => {
    const known = NAMES.find((name) => name === table) as "booking" | undefined;
    return known ? t(`rows.${known}`) : table;
  };
  const counted = (rows: MergePlan["moves"]) => rows.map(({ table, ids }) => ({ table, count: ids.length }));
  const added = [
    { table: "household_member", count: plan.newMembers.length },
    { table: "child_household", count: plan.newChildren.length },
  ].filter(({ count }) => count > 0);
  const parts = [
    { title: t("moves"), rows: [...added, ...counted(plan.moves)] },
    { title: t("stays"), rows: plan.stays },
    { title: t("ends"), rows: counted(plan.ends) },
    { title: t("twins"), rows: plan.twins.length > 0 ? [{ table: "child_household", count: plan.twins.length }] : [] },
  ];
  const hidden = { intoId: plan.intoId, fromId: plan.fromId, duplicateId, digest: digestOf(plan), _key: newSecret() };
  return (
    <>
      {parts.map(({ title, rows }) => (
        <Section key={title} title={title}>
          <Lines>
            {rows.length === 0 ? <Line quiet>{t("nothing")}</Line> : null}
            {rows.map(({ table, count }) => (
              <Line key={table} quiet title={nameOf(table)}>
                {count}
              </Line>
            ))}
          </Lines>
        </Section>
      ))}
      <ActionForm action={merge} texts={formTexts(ui)} hidden={hidden}>
        <ConfirmButton kind="primary" label={t("apply")} question={t("question")} confirm={t("apply")} />
      </ActionForm>
    </>
  );
}
