/** One child of a request. The first is asked for; the others may stay empty, and open when they are needed. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import { grades } from "@/lib/household/schema";

type Props = { index: number; sites: readonly { id: string; name: string }[] };

export async function ChildFields({ index, sites }: Props) {
  const t = await getTranslations("account.ask");
  const title = t("child", { number: index + 1 });
  const fields = <Fields index={index} sites={sites} />;
  if (index === 0) {
    return (
      <fieldset className="mt-6">
        <legend className="text-lg">{title}</legend>
        {fields}
      </fieldset>
    );
  }
  return (
    <Disclosure summary={title}>
      <fieldset className="mt-3">
        <legend className="sr">{title}</legend>
        <p className="small soft mb-3">{t("childMore")}</p>
        {fields}
      </fieldset>
    </Disclosure>
  );
}

async function Fields({ index, sites }: Props) {
  const [t, ui] = await Promise.all([getTranslations("account.ask"), getTranslations("ui.form")]);
  const name = (field: string) => `children.${index}.${field}`;
  const schools = sites.map((site) => ({ value: site.id, label: site.name }));
  return (
    <>
      <div className="field-row">
        <TextInput name={name("firstName")} label={t("firstName")} autoComplete="off" />
        <TextInput name={name("lastName")} label={t("lastName")} autoComplete="off" />
      </div>
      <DateField name={name("birthDate")} label={t("birthDate")} autoComplete="off" />
      <div className="field-row">
        <Select name={name("siteId")} label={t("school")} options={schools} placeholder={ui("choose")} />
        <Select
          name={name("grade")}
          label={t("grade")}
          options={grades.map((grade) => ({ value: grade, label: grade }))}
          placeholder={ui("choose")}
        />
      </div>
    </>
  );
}
