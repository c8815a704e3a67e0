/**
 * A new request. `sujet` says which, `objet` which change of record and about whom; without either, the family chooses. What is not its own is not
 * found, or stays out of the lists.
 */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { Leaf, Padded } from "@/components/layout/leaf";
import { admits, type FamilyScope } from "@/lib/access/gate";
import { begunFrom } from "@/lib/casework/queries";
import { filedKinds } from "@/lib/casework/schema";
import { ownInvoice } from "@/lib/invoice/queries";
import { familyPage, type Visit } from "@/lib/server/page";
import { askChange } from "../actions";
import { changeSubject } from "./change-form";
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
  const subject = await changeSubject(query, { ...visit, action: askChange });
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
