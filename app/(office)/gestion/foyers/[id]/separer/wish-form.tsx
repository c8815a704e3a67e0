/** Who leaves, from when, and what becomes of each child: asked by a plain link, so that the plan can be read again. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { stayings } from "@/lib/merger/rules";
import type { SplitWish } from "@/lib/merger/schema";

type Person = { id: string; firstName: string; lastName: string };
type Props = {
  adults: readonly Person[];
  childrenOf: readonly Person[];
  today: CivilDate;
  wish: SplitWish | null;
};

export async function WishForm({ adults, childrenOf, today, wish }: Props) {
  const t = await getTranslations("parents.split");
  const options = adults.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` }));
  return (
    <Section title={t("who")}>
      <form>
        <div className="field-row">
          <Select name="adulte" label={t("who")} options={options} defaultValue={wish?.guardianId} />
          <DateField
            name="depuis"
            label={t("since")}
            defaultValue={wish?.since ?? today}
            min={today}
            max={addDays(today, 365)}
          />
        </div>
        {childrenOf.map(({ id, firstName }) => (
          <ChildFate key={id} id={id} name={firstName} wish={wish} />
        ))}
        <div className="form-actions">
          <Button type="submit">{t("preview")}</Button>
        </div>
      </form>
    </Section>
  );
}

/** One list a child; their answers share a name. */
async function ChildFate({ id, name, wish }: { id: string; name: string; wish: SplitWish | null }) {
  const t = await getTranslations("parents.split");
  const known = wish?.children.find(({ childId }) => childId === id)?.staying ?? "stays";
  const options = stayings.map((staying) => ({ value: `${id}.${staying}`, label: t(staying) }));
  return <Select name="enfants" label={name} options={options} defaultValue={`${id}.${known}`} />;
}
