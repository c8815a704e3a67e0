"use client";
/** Which days a child spends in a household. All three kinds stand on the page, so that it works without script. */
import { CheckedForm, type CheckedProps, type FieldOf } from "@/components/forms/checked-form";
import { CheckboxGroup, RadioGroup } from "@/components/forms/choices";
import { Select } from "@/components/forms/select";
import type { Custody } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";
import { childCustodyChange } from "@/lib/request/schema";
import { WishEnd } from "./wish-end";

const KINDS = ["always", "alternate-weeks", "weekdays"] as const;
const DAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

type Words = {
  words: Messages["requests"];
  weekdays: Messages["household"]["weekdays"];
  /** The hint with the number of the present week. */
  handoverHint: string;
  custody: Custody | null;
};

export function CustodyChangeForm({ words, weekdays, handoverHint, custody, ...form }: CheckedProps & Words) {
  const { kind, parity, handover, days, holidays } = words.new.custody;
  const labels = {
    "custody.kind": kind,
    "custody.parity": parity,
    "custody.handover": handover,
    "custody.days": days,
    "custody.holidays": holidays,
    comment: words.new.comment,
  };
  return (
    <CheckedForm {...form} schema={childCustodyChange} labels={labels}>
      {(field) => (
        <>
          <CustodyFields
            words={words.new.custody}
            weekdays={weekdays}
            handoverHint={handoverHint}
            custody={custody}
            errorOf={(name) => field(name).error}
          />
          <WishEnd field={field} words={words.new} />
        </>
      )}
    </CheckedForm>
  );
}

type FieldsProps = Omit<Words, "words"> & {
  words: Messages["requests"]["new"]["custody"];
  errorOf?: (name: string) => ReturnType<FieldOf>["error"];
};

export function CustodyFields({ words, weekdays, handoverHint, custody, errorOf }: FieldsProps) {
  const turn = custody?.kind === "alternate-weeks" ? custody : null;
  const week = custody?.kind === "weekdays" ? custody.days : [];
  const halves = custody && custody.kind !== "always" ? (custody.holidays?.evenYears ?? "none") : "none";
  return (
    <>
      <RadioGroup
        name="custody.kind"
        legend={words.kind}
        error={errorOf?.("custody.kind")}
        defaultValue={custody?.kind ?? "always"}
        choices={KINDS.map((value) => ({ value, label: words[value] }))}
      />
      <RadioGroup
        name="custody.parity"
        legend={words.parity}
        error={errorOf?.("custody.parity")}
        defaultValue={turn?.parity}
        choices={(["odd", "even"] as const).map((value) => ({ value, label: words[value] }))}
      />
      <Select
        name="custody.handover"
        label={words.handover}
        hint={handoverHint}
        options={DAYS.map((value) => ({ value, label: weekdays[value] }))}
        defaultValue={`${turn?.handover ?? 1}`}
      />
      <CheckboxGroup
        name="custody.days[]"
        legend={words.days}
        error={errorOf?.("custody.days")}
        defaultValues={week.map(String)}
        choices={DAYS.map((value) => ({ value, label: weekdays[value] }))}
      />
      <RadioGroup
        name="custody.holidays"
        legend={words.holidays}
        hint={words.holidaysHint}
        error={errorOf?.("custody.holidays")}
        defaultValue={halves}
        choices={(["none", "first", "second"] as const).map((value) => ({ value, label: words[value] }))}
      />
    </>
  );
}
