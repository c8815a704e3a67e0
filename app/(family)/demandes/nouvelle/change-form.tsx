/** The form of a change of record: which thing of whom, with what stands there now. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CustodyChangeForm } from "@/components/request/custody-change-form";
import { IdentityChangeForm } from "@/components/request/identity-change-form";
import { QuotientChangeForm } from "@/components/request/quotient-change-form";
import { SchoolChangeForm } from "@/components/request/school-change-form";
import type { FamilyScope } from "@/lib/access/gate";
import { childRecord, householdsOf, schools } from "@/lib/household/queries";
import { isoWeekOf } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";
import type { Visit } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../form-words";

type Subject = {
  objet: "identite" | "ecole" | "garde" | "quotient" | "nom";
  name: string;
  back: string;
  form: ReactNode;
};

/** Which change, about whom, as the address says. */
type Query = { objet: string; enfant: string; foyer: string; personne: string };
/** Whose records, and what the form sends: a family asks, an agent writes down. */
type Asking = Pick<Visit<FamilyScope>, "tx" | "scope" | "today"> & {
  action: FormAction;
  hidden?: Record<string, string>;
};

/** Null for what is not theirs. */
export function changeSubject(query: Query, visit: Asking): Promise<Subject | null> {
  if (query.objet === "quotient") return quotientSubject(query, visit);
  if (query.objet === "nom") return nameSubject(query, visit);
  return childSubject(query, visit);
}

async function formBase({ action, hidden: more }: Asking, hidden: Record<string, string>) {
  const [texts, words] = await Promise.all([checkedTexts(), wordsOf("requests")]);
  return { action, texts, words, hidden: { ...hidden, ...more, ...onceKey() } };
}

async function quotientSubject({ foyer }: Query, visit: Asking): Promise<Subject | null> {
  if (!visit.scope.householdIds.includes(foyer)) return null;
  const [base, { sources }, ui] = await Promise.all([
    formBase(visit, { kind: "quotient_familial", householdId: foyer }),
    wordsOf("household"),
    wordsOf("ui"),
  ]);
  const form = <QuotientChangeForm {...base} sources={sources} choose={ui.form.choose} since={visit.today} />;
  return { objet: "quotient", name: "", back: "/foyer", form };
}

async function nameSubject({ personne }: Query, visit: Asking): Promise<Subject | null> {
  const households = await householdsOf(visit.tx, visit.scope, visit.today);
  const adult = households.flatMap((household) => household.members).find((member) => member.id === personne);
  if (!adult?.mayEdit) return null;
  const { firstName, lastName } = adult;
  const base = await formBase(visit, { kind: "guardian_identity", guardianId: adult.id });
  const form = <IdentityChangeForm {...base} firstName={firstName} lastName={lastName} birthDate={null} />;
  return { objet: "nom", name: firstName, back: "/foyer", form };
}

async function childSubject(query: Query, visit: Asking): Promise<Subject | null> {
  const child = await childRecord(visit.tx, visit.scope, { childId: query.enfant, today: visit.today });
  if (!child) return null;
  const about = { name: child.firstName, back: `/enfants/${child.id}` };
  if (query.objet === "identite") {
    const base = await formBase(visit, { kind: "child_identity", childId: child.id });
    const { firstName, lastName, birthDate } = child;
    const form = <IdentityChangeForm {...base} firstName={firstName} lastName={lastName} birthDate={birthDate} />;
    return { ...about, objet: "identite", form };
  }
  if (query.objet === "ecole") {
    const base = await formBase(visit, { kind: "child_school", childId: child.id });
    const [list, ui] = await Promise.all([schools(visit.tx), wordsOf("ui")]);
    const { siteId = "", grade = "" } = child.school ?? {};
    const now = { siteId, grade, since: visit.today, choose: ui.form.choose };
    return { ...about, objet: "ecole", form: <SchoolChangeForm {...base} {...now} schools={list} /> };
  }
  const home = child.homes.find((one) => one.householdId === query.foyer);
  if (query.objet !== "garde" || !home) return null;
  const base = await formBase(visit, { kind: "child_custody", childId: child.id, householdId: home.householdId });
  const [{ weekdays }, t] = await Promise.all([wordsOf("household"), getTranslations("requests.new.custody")]);
  const handoverHint = t("handoverHint", { week: isoWeekOf(visit.today) });
  const form = <CustodyChangeForm {...base} weekdays={weekdays} handoverHint={handoverHint} custody={home.custody} />;
  return { ...about, objet: "garde", form };
}
