/** The form of one subject: whom it is about, which days, and the family's own words. Links from other pages fill it beforehand. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextArea } from "@/components/forms/text-input";
import { Leaf, Padded } from "@/components/layout/leaf";
import { AboutList } from "@/components/request/about-list";
import type { FamilyScope } from "@/lib/access/gate";
import { askableActivities, type Begun, readAbout } from "@/lib/casework/queries";
import { handlingOf } from "@/lib/casework/queries-settings";
import { absenceReasons } from "@/lib/casework/rules";
import type { FiledKind } from "@/lib/casework/schema";
import { childrenIn, householdsOf } from "@/lib/household/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { catalogues } from "@/lib/i18n/messages";
import { isDataRight } from "@/lib/request/rules";
import { dueOf } from "@/lib/request/rules-deadline";
import type { Visit } from "@/lib/server/page";
import { onceKey } from "../../form-words";
import { file } from "../actions";
import { JoinFields } from "./join";

/** As the address says: what is not the family's own was not found before this. */
export type Prefilled = {
  child: string;
  activity: string;
  day: string;
  invoice: string;
  household: string;
  begun: Begun | null;
};
type Props = { kind: FiledKind; given: Prefilled; visit: Visit<FamilyScope> };

const withChild: readonly FiledKind[] = ["question", "late-booking", "absence", "mediation"];
const withDays: readonly FiledKind[] = ["late-booking", "absence"];

export async function FileLeaf({ kind, given, visit }: Props) {
  const [t, words, locale, handling] = await Promise.all([
    getTranslations("casework.form"),
    getTranslations("casework.kinds"),
    getLocale(),
    handlingOf(visit.tx, visit.today),
  ]);
  const due = wordDate(locale, dueOf(kind, visit.today, handling));
  return (
    <Leaf
      plain
      title={words(kind)}
      lead={t(isDataRight(kind) ? "times.month" : "times.days", { day: due })}
      back={{ href: "/demandes/nouvelle", label: t("back") }}
    >
      <Padded>
        <FileForm kind={kind} given={given} visit={visit} />
      </Padded>
    </Leaf>
  );
}

async function FileForm({ kind, given, visit }: Props) {
  const [t, joined, form, households] = await Promise.all([
    getTranslations("casework.form"),
    getTranslations("attachment"),
    getTranslations("ui.form"),
    householdsOf(visit.tx, visit.scope, visit.today),
  ]);
  const [first] = households;
  const { begun } = given;
  const several = households.length > 1 && !begun;
  const labels = {
    householdId: t("household"),
    childId: t("child"),
    activityId: t("activity"),
    from: t("from"),
    to: t("until"),
    reason: joined("reason.label"),
    text: t("text"),
  };
  const hidden = {
    kind,
    ...(several ? {} : { householdId: begun?.householdId ?? first?.id ?? "" }),
    ...(begun?.object.kind === "document" ? { documentId: begun.object.id } : {}),
    ...(begun?.object.kind === "booking-order" ? { orderId: begun.object.id } : {}),
    ...(kind === "payment-plan" ? { invoiceId: given.invoice } : {}),
    ...onceKey(),
  };
  return (
    <ActionForm action={file} texts={formTexts(form)} labels={labels} hidden={hidden}>
      {begun ? <BegunFrom begun={begun} /> : null}
      {several ? (
        <Select
          name="householdId"
          label={t("household")}
          options={households.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={given.household || first?.id}
        />
      ) : null}
      {withChild.includes(kind) ? <ChildField kind={kind} given={given} visit={visit} /> : null}
      {withDays.includes(kind) ? <DayFields kind={kind} given={given} visit={visit} /> : null}
      {kind === "absence" ? <ReasonField visit={visit} /> : null}
      <TextArea name="text" label={t("text")} hint={t(`hints.${kind}`)} rows={6} required maxLength={4000} />
      <JoinFields
        visit={visit}
        householdIds={households.map(({ id }) => id)}
        hasChild={withChild.includes(kind)}
        isPrivate={isDataRight(kind)}
      />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** The thing that the request began from, named before the question is typed. */
async function BegunFrom({ begun }: { begun: Begun }) {
  const locale = await getLocale();
  const { casework, attachment } = catalogues[locale];
  return (
    <AboutList about={readAbout(begun.about)} words={casework.about} reasons={attachment.reason} locale={locale} />
  );
}

async function ChildField({ kind, given, visit }: Props) {
  const [t, children] = await Promise.all([
    getTranslations("casework.form"),
    childrenIn(visit.tx, visit.scope, visit.today),
  ]);
  const isNeeded = withDays.includes(kind);
  const only = isNeeded && children.length === 1 ? children[0]?.id : undefined;
  return (
    <Select
      name="childId"
      label={t("child")}
      mark={isNeeded ? undefined : t("optional")}
      options={[
        ...(isNeeded ? [] : [{ value: "", label: t("noChild") }]),
        ...children.map(({ id, firstName }) => ({ value: id, label: firstName })),
      ]}
      defaultValue={given.child || given.begun?.childId || only}
      placeholder={isNeeded ? (await getTranslations("ui.form"))("choose") : undefined}
    />
  );
}

async function DayFields({ kind, given, visit }: Props) {
  const [t, ui, locale, activities] = await Promise.all([
    getTranslations("casework.form"),
    getTranslations("ui.form"),
    getLocale(),
    askableActivities(visit.tx, visit.scope),
  ]);
  const isLate = kind === "late-booking";
  const names = activities.map(({ id, nameFr, nameEn }) => ({ value: id, label: locale === "fr" ? nameFr : nameEn }));
  return (
    <>
      <Select
        name="activityId"
        label={t("activity")}
        mark={isLate ? undefined : t("optional")}
        options={isLate ? names : [{ value: "", label: t("noActivity") }, ...names]}
        defaultValue={given.activity || undefined}
        placeholder={isLate ? ui("choose") : undefined}
      />
      <div className="field-row">
        <DateField name="from" label={t("from")} defaultValue={given.day || undefined} required />
        <DateField name="to" label={t("until")} mark={t("optional")} />
      </div>
    </>
  );
}

/** Each reason, with a word where the commune asks for a paper: nobody learns it from a refusal. */
async function ReasonField({ visit }: { visit: Visit<FamilyScope> }) {
  const [t, ui, { certificates }] = await Promise.all([
    getTranslations("attachment.reason"),
    getTranslations("ui.form"),
    handlingOf(visit.tx, visit.today),
  ]);
  const options = absenceReasons.map((reason) => {
    const label = t(`choices.${reason}`);
    return { value: reason, label: certificates[reason] ? t("asks", { reason: label }) : label };
  });
  return <Select name="reason" label={t("label")} options={options} placeholder={ui("choose")} />;
}
