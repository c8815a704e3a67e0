/** A request that came by post, telephone or at the counter, written down for a household: the same life, the same proof, a receipt to hand over. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextArea } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { type PaperHousehold, paperHousehold } from "@/lib/casework/queries-office";
import { absenceReasons } from "@/lib/casework/rules";
import { filedKinds } from "@/lib/casework/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { enter } from "../actions";
import { AskerField, BroughtFields } from "./brought-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.paper"))("title") };
}

type Props = { searchParams: Promise<{ foyer?: string }> };

export default async function PaperPage({ searchParams }: Props) {
  const { foyer } = await searchParams;
  const id = typeof foyer === "string" ? foyer : "";
  const path = `/gestion/demandes/nouvelle${id ? `?foyer=${encodeURIComponent(id)}` : ""}`;
  const visit = await officePage("family.manage", path);
  const [t, office] = await Promise.all([getTranslations("casework.paper"), getTranslations("casework.office")]);
  const back = { href: "/gestion/demandes", label: office("back") };
  if (!id) {
    return (
      <Desk title={t("title")} lead={t("lead")} back={back}>
        <EmptyState
          icon="family"
          level={2}
          title={t("find")}
          action={<LinkButton href="/gestion/foyers">{t("findLink")}</LinkButton>}
        >
          {t("lead")}
        </EmptyState>
      </Desk>
    );
  }
  const household = isId(id) ? await tracedRead(visit, (context) => paperHousehold(context, visit.scope, id)) : null;
  if (!household) notFound();
  return (
    <Desk title={`${t("title")}, ${household.name}`} lead={t("lead")} back={back}>
      <OtherForms householdId={household.id} hasBills={allows(visit.passport.role, "billing.consult")} />
      <PaperForm household={household} today={visit.today} />
    </Desk>
  );
}

/** Two subjects have forms of their own: a line of an invoice, for who may open invoices, and a change of record. */
async function OtherForms({ householdId, hasBills }: { householdId: string; hasBills: boolean }) {
  const words = await getTranslations("casework.kinds");
  const href = (form: string) => `/gestion/demandes/nouvelle/${form}?foyer=${householdId}`;
  return (
    <div className="form-actions mb-6">
      {hasBills ? (
        <LinkButton kind="line" href={href("facture")}>
          {words("invoice-line")}
        </LinkButton>
      ) : null}
      <LinkButton kind="line" href={href("fiche")}>
        {words("change")}
      </LinkButton>
    </div>
  );
}

async function PaperForm({ household, today }: { household: PaperHousehold; today: string }) {
  const [t, ask, words, form] = await Promise.all([
    getTranslations("casework.paper"),
    getTranslations("casework.form"),
    getTranslations("casework"),
    getTranslations("ui.form"),
  ]);
  const kinds = [...filedKinds, "suspension" as const];
  const names = { kind: t("kind"), channel: t("channel"), receivedOn: t("receivedOn"), accountId: t("asker") };
  const more = { childId: ask("child"), activityId: ask("activity"), from: ask("from"), to: ask("until") };
  return (
    <ActionForm
      action={enter}
      texts={formTexts(form)}
      labels={{ ...names, ...more, text: t("text") }}
      hidden={{ householdId: household.id, _key: newSecret() }}
    >
      <Select
        name="kind"
        label={t("kind")}
        placeholder={form("choose")}
        options={kinds.map((one) => ({ value: one, label: words(`kinds.${one}`) }))}
      />
      <BroughtFields today={today} />
      <AskerField adults={household.adults} />
      <Checkbox name="isPrivate" label={t("private")} />
      <AboutFields household={household} />
      <TextArea name="text" label={t("text")} hint={t("textHint")} rows={6} maxLength={4000} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** The child, the service and the days, where it is about any. */
async function AboutFields({ household }: { household: PaperHousehold }) {
  const [ask, reason, locale] = await Promise.all([
    getTranslations("casework.form"),
    getTranslations("attachment.reason"),
    getLocale(),
  ]);
  const none = (label: string) => ({ value: "", label });
  const children = household.children.map(({ id, name }) => ({ value: id, label: name }));
  const activities = household.activities.map(({ id, nameFr, nameEn }) => ({
    value: id,
    label: locale === "fr" ? nameFr : nameEn,
  }));
  return (
    <>
      <Select name="childId" label={ask("child")} options={[none(ask("noChild")), ...children]} />
      <Select
        name="activityId"
        label={ask("activity")}
        mark={ask("optional")}
        options={[none(ask("noActivity")), ...activities]}
      />
      <div className="field-row">
        <DateField name="from" label={ask("from")} mark={ask("optional")} />
        <DateField name="to" label={ask("until")} mark={ask("optional")} />
      </div>
      <Select
        name="reason"
        label={reason("label")}
        mark={ask("optional")}
        options={[none(""), ...absenceReasons.map((one) => ({ value: one, label: reason(`choices.${one}`) }))]}
      />
    </>
  );
}
