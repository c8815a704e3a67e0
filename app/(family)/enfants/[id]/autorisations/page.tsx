/** What the parents allow. */
import { ConsentsForm } from "@/components/child/consents-form";
import { familyPage } from "@/lib/server/page";
import { saveConsents } from "../actions";
import { recordLeaf } from "../record-leaf";

type Props = { params: Promise<{ id: string }> };

export default async function ChildConsentsPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/autorisations`);
  return recordLeaf(visit, {
    childId: id,
    part: "consents",
    form: (child, words, shared) => (
      <ConsentsForm
        action={saveConsents}
        {...shared}
        words={words.consents.form}
        kinds={words.consentKinds}
        hints={words.consentHints}
        answers={Object.fromEntries([...child.consents].map(([kind, answer]) => [kind, answer.isGranted]))}
      />
    ),
  });
}
