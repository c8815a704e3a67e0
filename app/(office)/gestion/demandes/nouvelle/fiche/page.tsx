/** A change of record asked for by letter, telephone or at the counter: who asks and what first, then the form that the family would have filled. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { changeSubject } from "@/app/(family)/demandes/nouvelle/change-form";
import { Select } from "@/components/forms/select";
import { Desk } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { inNameOf, type PaperHousehold, paperHousehold } from "@/lib/casework/queries-office";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { enterRecord } from "../../actions-paper";
import { BroughtFields, channels } from "../brought-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.kinds"))("change") };
}

const objects = ["identite", "ecole", "garde", "quotient", "nom"] as const;
const ofChild: readonly string[] = ["identite", "ecole", "garde"];
const word = z.string().max(60).catch("");
const querySchema = z.object({
  ...{ foyer: word, objet: z.enum(objects).nullable().catch(null), enfant: word, adulte: word },
  ...{ channel: z.enum(channels).catch("paper"), receivedOn: z.string().refine(isCivilDate).nullable().catch(null) },
});
type Query = z.infer<typeof querySchema>;
type Props = { searchParams: Promise<unknown> };

const PATH = "/gestion/demandes/nouvelle/fiche";

export default async function PaperChangePage({ searchParams }: Props) {
  const query = querySchema.parse(await searchParams);
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const visit = await officePage("family.manage", `${PATH}?${new URLSearchParams(given)}`);
  const { foyer } = query;
  const household = isId(foyer)
    ? await tracedRead(visit, (context) => paperHousehold(context, visit.scope, foyer))
    : null;
  if (!household) notFound();
  const [t, kinds] = await Promise.all([getTranslations("casework.paper"), getTranslations("casework.kinds")]);
  // A change about a child, and none was chosen: the choice is offered again.
  const isChosen = query.objet !== null && (query.enfant !== "" || !ofChild.includes(query.objet));
  const form = isChosen ? await changeForm(query, household, visit) : null;
  if (isChosen && !form) notFound();
  return (
    <Desk
      title={`${kinds("change")}, ${household.name}`}
      lead={t(form ? "changeLead" : "lead")}
      back={{ href: `${form ? PATH : "/gestion/demandes/nouvelle"}?foyer=${foyer}`, label: t("back") }}
    >
      {form ?? <ChooseChange household={household} today={visit.today} />}
    </Desk>
  );
}

/** As the family would have it, within what that adult may ask and the agent may see. */
async function changeForm(query: Query, household: PaperHousehold, visit: Awaited<ReturnType<typeof officePage>>) {
  const { objet, enfant, adulte, foyer, channel, receivedOn } = query;
  const isSeen = household.children.some(({ id }) => id === enfant);
  if (!objet || (ofChild.includes(objet) && !isSeen)) return null;
  const adult = household.adults.find(({ id }) => id === adulte);
  const scope = adult && (await inNameOf(visit.tx, { accountId: adult.id, householdId: foyer }, visit.today));
  if (!adult || !scope) return null;
  const hidden = { householdId: foyer, accountId: adult.id, channel, receivedOn: receivedOn ?? visit.today };
  const asking = { tx: visit.tx, today: visit.today, scope, action: enterRecord, hidden };
  const subject = await changeSubject({ objet, enfant, foyer, personne: scope.guardianId }, asking);
  return subject?.form ?? null;
}

async function ChooseChange({ household, today }: { household: PaperHousehold; today: string }) {
  const [t, ask, ui] = await Promise.all([
    getTranslations("casework.paper"),
    getTranslations("casework.form"),
    getTranslations("ui.form"),
  ]);
  const { id, adults, children } = household;
  if (adults.length === 0) {
    return (
      <EmptyState icon="user" level={2} title={t("noAdults")}>
        {t("noAdultsText")}
      </EmptyState>
    );
  }
  const options = (list: readonly { id: string; name: string }[]) =>
    list.map((one) => ({ value: one.id, label: one.name }));
  return (
    <form method="get" action={PATH} className="form">
      <input type="hidden" name="foyer" value={id} />
      <BroughtFields today={today} />
      <Select name="adulte" label={t("asker")} options={options(adults)} />
      <Select
        name="objet"
        label={t("change")}
        placeholder={ui("choose")}
        required
        options={objects.map((one) => ({ value: one, label: t(`changes.${one}`) }))}
      />
      <Select
        name="enfant"
        label={ask("child")}
        options={[{ value: "", label: ask("noChild") }, ...options(children)]}
      />
      <Button type="submit">{t("continue")}</Button>
    </form>
  );
}
