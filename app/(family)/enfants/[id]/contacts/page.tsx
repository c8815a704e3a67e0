/** Whom to call for a child: the household's own list. */
import { ContactsForm } from "@/components/child/contacts-form";
import { familyPage } from "@/lib/server/page";
import { saveContacts } from "../actions";
import { recordLeaf } from "../record-leaf";

type Props = { params: Promise<{ id: string }> };

export default async function ChildContactsPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/contacts`);
  return recordLeaf(visit, {
    childId: id,
    part: "contacts",
    form: (child, words, shared) => (
      <ContactsForm
        action={saveContacts}
        {...shared}
        words={words.contacts.form}
        rows={child.contacts.filter((row) => row.householdId !== null)}
      />
    ),
  });
}
