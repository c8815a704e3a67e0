/** Addresses with their dates of effect, the latest first. Only here is a protected one shown. */
import { getLocale, getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { HouseholdFile } from "@/lib/household/queries-office";
import { wordDate } from "@/lib/i18n/dates";
import { setAddress } from "../actions";
import { Editing } from "../editing";

export async function AddressSection({ file, today }: { file: HouseholdFile; today: string }) {
  const [t, of, words, locale] = await Promise.all([
    getTranslations("household.office.address"),
    getTranslations("household.office.file"),
    getTranslations("household.move.form"),
    getLocale(),
  ]);
  const latest = file.addresses[0];
  const labels = { line: words("line"), postalCode: words("postalCode"), city: words("city"), since: of("since") };
  return (
    <Section title={t("title")}>
      <Lines>
        {file.addresses.length === 0 ? <Line icon="home">{t("none")}</Line> : null}
        {file.addresses.map((address) => (
          <Line key={address.id} icon={address.isProtected ? "shield" : "home"}>
            <p>
              {[address.line, address.more, `${address.postalCode} ${address.city}`].filter(Boolean).join(", ")}{" "}
              {address.isProtected ? (
                <Tag tone="bad" icon="shield">
                  {t("protected")}
                </Tag>
              ) : null}
            </p>
            <p className="small soft">{of("sinceDay", { day: wordDate(locale, address.since) })}</p>
          </Line>
        ))}
      </Lines>
      <Editing title={t("edit")} prefix="address" action={setAddress} hidden={{ householdId: file.id }} labels={labels}>
        <TextInput name="line" label={labels.line} defaultValue={latest?.line ?? ""} />
        <TextInput name="more" label={words("more")} mark={of("optional")} defaultValue={latest?.more ?? ""} />
        <div className="field-row">
          <TextInput name="postalCode" label={labels.postalCode} defaultValue={latest?.postalCode ?? ""} short />
          <TextInput name="city" label={labels.city} defaultValue={latest?.city ?? ""} />
        </div>
        <DateField name="since" label={labels.since} hint={t("same")} defaultValue={today} />
        <Checkbox name="isProtected" label={t("protect")} defaultChecked={latest?.isProtected ?? false} />
        <SubmitButton small>{of("save")}</SubmitButton>
      </Editing>
    </Section>
  );
}
