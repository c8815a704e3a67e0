/**
 * A new request. `sujet` says which, `objet` which change of record and about whom; without either, the family chooses. What is not its own is not
 * found, or stays out of the lists.
 */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { Leaf, Padded } from "@/components/layout/leaf";
import { CustodyChangeForm } from "@/components/request/custody-change-form";
import { IdentityChangeForm } from "@/components/request/identity-change-form";
import { QuotientChangeForm } from "@/components/request/quotient-change-form";
import { SchoolChangeForm } from "@/components/request/school-change-form";
import { admits, type FamilyScope } from "@/lib/access/gate";
import { begunFrom } from "@/lib/casework/queries";
import { filedKinds } from "@/lib/casework/schema";
import { childRecord, householdsOf, schools } from "@/lib/household/queries";
import { ownInvoice } from "@/lib/invoice/queries";
import { isoWeekOf } from "@/lib/kernel/civil-date";
import { familyPage, type Visit } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../form-words";
import { askChange } from "../actions";
import { ChooseSubject, slugs } from "./choose";
import { FileLeaf } from "./file-form";

/** A parameter given twice counts as absent. */
const word = z.string().max(60).catch("");
const querySchema = z.object({
  ...{ objet: word, enfant: word, foyer: word, personne: word },
  ...{ sujet: word, prestation: word, jour: word, facture: word },
  ...{ reservation: word, document: word },
});
type Query = z.infer<typeof querySchema>;
type Props = { searchParams: Promise<unknown> };

export default async function NewRequestPage({ searchParams }: Props) {
  const query = querySchema.parse(await searchParams);
  const given = Object.entries(query).filter(([, value]) => value !== "");
  const path = `/demandes/nouvelle?${new URLSearchParams(given)}`;
  const visit = await familyPage("change.request", path);
  if (query.objet === "") return await generalRequest(query, visit);
  const subject = await subjectOf(query, visit);
  if (!subject) notFound();
  const [t, family] = await Promise.all([getTranslations("requests.new"), getTranslations("household")]);
  const { objet, name, back, form } = subject;
  return (
    <Leaf
      plain
      title={t(`${objet}.title`, { name })}
      lead={t(`${objet}.lead`)}
      back={{ href: back, label: back === "/foyer" ? family("back") : family("backToChild", { name }) }}
    >
      <Padded>{form}</Padded>
    </Leaf>
  );
}

/** Any other request than a change of record. A thing that the address names and that is not theirs is not found. */
async function generalRequest(query: Query, visit: Visit<FamilyScope>): Promise<ReactNode> {
  if (query.sujet === "") return <ChooseSubject />;
  const kind = filedKinds.find((one) => slugs[one] === query.sujet);
  if (!kind) notFound();
  const { enfant: child, prestation: activity, jour: day, facture: invoice, foyer: household } = query;
  const begun = await begunBy(query, visit);
  if (begun === "elsewhere" || !(await areOwn(query, visit))) notFound();
  return <FileLeaf kind={kind} given={{ child, activity, day, invoice, household, begun }} visit={visit} />;
}

async function begunBy({ reservation, document }: Query, { tx, scope }: Visit<FamilyScope>) {
  if (reservation === "" && document === "") return null;
  const asked = { orderId: reservation || null, documentId: document || null };
  return (await begunFrom(tx, scope, asked)) ?? "elsewhere";
}

async function areOwn({ enfant, facture, foyer }: Query, { tx, scope }: Visit<FamilyScope>): Promise<boolean> {
  if (foyer !== "" && !scope.householdIds.includes(foyer)) return false;
  if (enfant !== "" && !(await admits(tx, scope, { child: enfant }))) return false;
  return facture === "" || (await ownInvoice(tx, scope, facture)) !== null;
}

type Subject = {
  objet: "identite" | "ecole" | "garde" | "quotient" | "nom";
  name: string;
  back: string;
  form: ReactNode;
};

function subjectOf(query: Query, visit: Visit<FamilyScope>): Promise<Subject | null> {
  if (query.objet === "quotient") return quotientSubject(query, visit);
  if (query.objet === "nom") return nameSubject(query, visit);
  return childSubject(query, visit);
}

async function formBase(hidden: Record<string, string>) {
  const [texts, words] = await Promise.all([checkedTexts(), wordsOf("requests")]);
  return { action: askChange, texts, words, hidden: { ...hidden, ...onceKey() } };
}

async function quotientSubject({ foyer }: Query, visit: Visit<FamilyScope>): Promise<Subject | null> {
  if (!visit.scope.householdIds.includes(foyer)) return null;
  const [base, { sources }, ui] = await Promise.all([
    formBase({ kind: "quotient_familial", householdId: foyer }),
    wordsOf("household"),
    wordsOf("ui"),
  ]);
  const form = <QuotientChangeForm {...base} sources={sources} choose={ui.form.choose} since={visit.today} />;
  return { objet: "quotient", name: "", back: "/foyer", form };
}

async function nameSubject({ personne }: Query, visit: Visit<FamilyScope>): Promise<Subject | null> {
  const households = await householdsOf(visit.tx, visit.scope, visit.today);
  const adult = households.flatMap((household) => household.members).find((member) => member.id === personne);
  if (!adult?.mayEdit) return null;
  const { firstName, lastName } = adult;
  const base = await formBase({ kind: "guardian_identity", guardianId: adult.id });
  const form = <IdentityChangeForm {...base} firstName={firstName} lastName={lastName} birthDate={null} />;
  return { objet: "nom", name: firstName, back: "/foyer", form };
}

async function childSubject(query: Query, visit: Visit<FamilyScope>): Promise<Subject | null> {
  const child = await childRecord(visit.tx, visit.scope, { childId: query.enfant, today: visit.today });
  if (!child) return null;
  const about = { name: child.firstName, back: `/enfants/${child.id}` };
  if (query.objet === "identite") {
    const base = await formBase({ kind: "child_identity", childId: child.id });
    const { firstName, lastName, birthDate } = child;
    const form = <IdentityChangeForm {...base} firstName={firstName} lastName={lastName} birthDate={birthDate} />;
    return { ...about, objet: "identite", form };
  }
  if (query.objet === "ecole") {
    const base = await formBase({ kind: "child_school", childId: child.id });
    const [list, ui] = await Promise.all([schools(visit.tx), wordsOf("ui")]);
    const { siteId = "", grade = "" } = child.school ?? {};
    const now = { siteId, grade, since: visit.today, choose: ui.form.choose };
    return { ...about, objet: "ecole", form: <SchoolChangeForm {...base} {...now} schools={list} /> };
  }
  const home = child.homes.find((one) => one.householdId === query.foyer);
  if (query.objet !== "garde" || !home) return null;
  const base = await formBase({ kind: "child_custody", childId: child.id, householdId: home.householdId });
  const [{ weekdays }, t] = await Promise.all([wordsOf("household"), getTranslations("requests.new.custody")]);
  const handoverHint = t("handoverHint", { week: isoWeekOf(visit.today) });
  const form = <CustodyChangeForm {...base} weekdays={weekdays} handoverHint={handoverHint} custody={home.custody} />;
  return { ...about, objet: "garde", form };
}
