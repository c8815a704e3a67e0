/** Around the child, for the office: who collects, whom to call, what the parents allow. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { ChildFile } from "@/lib/household/queries-office";
import { consentsInForce } from "@/lib/household/rules";
import { type ConsentKind, consentKinds, pickupKinds } from "@/lib/household/schema";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { Editing } from "../../foyers/editing";
import { addPickup, removePickup } from "../actions";

type Props = { file: ChildFile };

export async function PickupsSection({ file }: Props) {
  const [t, words] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.child.pickups"),
  ]);
  return (
    <Section title={t("pickups")}>
      <Lines>
        {file.pickups.length === 0 ? <Line>{t("noPickup")}</Line> : null}
        {file.pickups.map((person) => (
          <Line key={person.id} icon={person.kind === "forbidden" ? "closed" : "user-check"} title={person.name}>
            <p>{person.kind === "forbidden" ? <Tag tone="bad">{words("forbidden")}</Tag> : words(person.kind)}</p>
            <p className="small soft">{[person.relation, person.phone].filter(Boolean).join(" · ")}</p>
            {person.householdId === null ? <RemovePickup childId={file.id} person={person} /> : null}
          </Line>
        ))}
      </Lines>
      <AddPickup childId={file.id} />
    </Section>
  );
}

async function AddPickup({ childId }: { childId: string }) {
  const [t, of, words] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.office.file"),
    getTranslations("household.child.pickups"),
  ]);
  const labels = { name: t("pickupName"), relation: t("pickupRelation"), kind: t("pickupKind") };
  return (
    <Editing title={t("addPickup")} prefix="pickup" action={addPickup} hidden={{ childId }} labels={labels}>
      <TextInput name="name" label={labels.name} />
      <TextInput name="relation" label={labels.relation} mark={of("optional")} />
      <Select
        name="kind"
        label={labels.kind}
        placeholder={of("choose")}
        options={pickupKinds.map((value) => ({ value, label: words(value) }))}
      />
      <SubmitButton small>{of("save")}</SubmitButton>
    </Editing>
  );
}

async function RemovePickup({ childId, person }: { childId: string; person: ChildFile["pickups"][number] }) {
  const t = await getTranslations("household.office.child");
  const title = t("removePickup", { name: person.name });
  return (
    <Editing
      title={title}
      prefix={`remove-${person.id}`}
      action={removePickup}
      hidden={{ childId, pickupId: person.id }}
    >
      <SubmitButton kind="danger" small>
        {title}
      </SubmitButton>
    </Editing>
  );
}

export async function ContactsSection({ file }: Props) {
  const t = await getTranslations("household.office.child");
  return (
    <Section title={t("contacts")}>
      <Lines>
        {file.contacts.length === 0 ? <Line>{t("nobodyCalled")}</Line> : null}
        {file.contacts.map((contact) => (
          <Line key={contact.id} icon="phone" title={contact.name}>
            <p>{contact.phone}</p>
            <p className="small soft">{contact.relation}</p>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

export async function ConsentsSection({ file }: Props) {
  const [t, words, kinds, locale] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.child.consents"),
    getTranslations("household.consentKinds"),
    getLocale(),
  ]);
  const answers = consentsInForce(file.consents.map((row) => ({ ...row, kind: row.kind as ConsentKind })));
  return (
    <Section title={t("consents")}>
      <Lines>
        {consentKinds.map((kind) => {
          const answer = answers.get(kind);
          const day = answer ? wordDate(locale, parisOf(answer.givenAt).day) : "";
          return (
            <Line key={kind} icon={answer?.isGranted ? "check" : answer ? "cross" : "help"}>
              <p>{kinds(kind)}</p>
              <p className="small soft">
                {answer ? words(answer.isGranted ? "yes" : "no", { day }) : words("unanswered")}
              </p>
            </Line>
          );
        })}
      </Lines>
    </Section>
  );
}
