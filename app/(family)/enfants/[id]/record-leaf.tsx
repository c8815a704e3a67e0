/** The leaf on which one part of a child's record is changed: found within the visitor's own scope, named after the child, with the way back. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Leaf, Padded } from "@/components/layout/leaf";
import { childRecord } from "@/lib/household/queries";
import type { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../form-words";

type Visit = Awaited<ReturnType<typeof familyPage>>;
type Child = NonNullable<Awaited<ReturnType<typeof childRecord>>>;
type Words = Awaited<ReturnType<typeof wordsOf<"household">>>;
/** What every form of a record is given, whichever its part. */
type Shared = { texts: Awaited<ReturnType<typeof checkedTexts>>; hidden: Record<string, string> };

type Part = {
  childId: string;
  part: "consents" | "contacts" | "health" | "pickups";
  form: (child: Child, words: Words, shared: Shared) => ReactNode;
};

export async function recordLeaf(visit: Visit, { childId, part, form }: Part) {
  const child = await childRecord(visit.tx, visit.scope, { childId, today: visit.today });
  if (!child) notFound();
  const [t, words, texts] = await Promise.all([getTranslations("household"), wordsOf("household"), checkedTexts()]);
  const name = child.firstName;
  return (
    <Leaf
      plain
      title={t(`${part}.title`, { name })}
      lead={t(`${part}.lead`)}
      back={{ href: `/enfants/${childId}`, label: t("backToChild", { name }) }}
    >
      <Padded>{form(child, words, { texts, hidden: { childId, ...onceKey() } })}</Padded>
    </Leaf>
  );
}
