/** Who may collect a child: the household's own list, without what a decision forbids. */
import { PickupsForm } from "@/components/child/pickups-form";
import { familyPage } from "@/lib/server/page";
import { savePickups } from "../actions";
import { recordLeaf } from "../record-leaf";

type Props = { params: Promise<{ id: string }> };

export default async function ChildPickupsPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/personnes-autorisees`);
  return recordLeaf(visit, {
    childId: id,
    part: "pickups",
    form: (child, words, shared) => (
      <PickupsForm
        action={savePickups}
        {...shared}
        words={words.pickups.form}
        rows={child.pickups.filter((row) => row.householdId !== null && row.kind !== "forbidden")}
      />
    ),
  });
}
