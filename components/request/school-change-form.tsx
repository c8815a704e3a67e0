"use client";
/** Another school or class, from a day on. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { grades } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";
import { childSchoolChange } from "@/lib/request/schema";
import { WishEnd } from "./wish-end";

type Props = CheckedProps & {
  words: Messages["requests"];
  choose: string;
  schools: readonly { id: string; name: string }[];
  siteId: string;
  grade: string;
  since: string;
};

export function SchoolChangeForm({ words, choose, schools, siteId, grade, since, ...form }: Props) {
  const { fields } = words;
  const sites = schools.map((school) => ({ value: school.id, label: school.name }));
  return (
    <CheckedForm {...form} schema={childSchoolChange} labels={{ ...fields, siteId: fields.school }}>
      {(field) => (
        <>
          <Select
            {...field("siteId")}
            label={fields.school}
            options={sites}
            placeholder={choose}
            defaultValue={siteId}
          />
          <Select
            {...field("grade")}
            label={fields.grade}
            options={grades.map((value) => ({ value, label: value }))}
            placeholder={choose}
            defaultValue={grade}
          />
          <DateField {...field("since")} label={fields.since} defaultValue={since} />
          <WishEnd field={field} words={words.new} />
        </>
      )}
    </CheckedForm>
  );
}
