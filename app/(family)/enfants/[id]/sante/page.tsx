/** Diet and allergies of a child. */
import { HealthForm } from "@/components/child/health-form";
import { familyPage } from "@/lib/server/page";
import { saveHealth } from "../actions";
import { recordLeaf } from "../record-leaf";

type Props = { params: Promise<{ id: string }> };

export default async function ChildHealthPage({ params }: Props) {
  const { id } = await params;
  const visit = await familyPage("child.edit", `/enfants/${id}/sante`);
  return recordLeaf(visit, {
    childId: id,
    part: "health",
    form: (child, words, shared) => (
      <HealthForm
        action={saveHealth}
        {...shared}
        words={words.health.form}
        dietWords={words.diets}
        diet={child.health.diet}
        allergies={child.health.allergies}
      />
    ),
  });
}
