/** Whom to call for a child: the household's own list. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ContactsForm } from "@/components/child/contacts-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { childRecord } from "@/lib/household/queries";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../../form-words";
import { saveContacts } from "../actions";

type Props = { params: Promise<{ id: string }> };

export default async function ChildContactsPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/contacts`);
  const child = await childRecord(visit.tx, visit.scope, { childId: id, today: visit.today });
  if (!child) notFound();
  const [t, words] = await Promise.all([getTranslations("household"), wordsOf("household")]);
  const name = child.firstName;
  return (
    <Leaf
      plain
      title={t("contacts.title", { name })}
      lead={t("contacts.lead")}
      back={{ href: `/enfants/${id}`, label: t("backToChild", { name }) }}
    >
      <Padded>
        <ContactsForm
          action={saveContacts}
          texts={await checkedTexts()}
          hidden={{ childId: id, ...onceKey() }}
          words={words.contacts.form}
          rows={child.contacts.filter((row) => row.householdId !== null)}
        />
      </Padded>
    </Leaf>
  );
}
