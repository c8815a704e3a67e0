/** The adults of a household: how to reach them, their account, and a death to record. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { HouseholdFile } from "@/lib/household/queries-office";
import { wordDate } from "@/lib/i18n/dates";
import { fromColumn } from "@/lib/kernel/civil-date";
import { openAccount, recordDeath } from "../actions";
import { Editing } from "../editing";

export async function AdultsSection({ file }: { file: HouseholdFile }) {
  const t = await getTranslations("household.office.adults");
  return (
    <Section title={t("title")}>
      <Lines>
        {file.members.map((member) => (
          <Adult key={member.id} householdId={file.id} guardian={member.guardian} />
        ))}
      </Lines>
    </Section>
  );
}

type Guardian = HouseholdFile["members"][number]["guardian"];

async function Adult({ householdId, guardian }: { householdId: string; guardian: Guardian }) {
  const [t, locale] = await Promise.all([getTranslations("household.office.adults"), getLocale()]);
  const { id, firstName, lastName, email, phone, phoneWork, deceasedOn } = guardian;
  const hidden = { householdId, guardianId: id };
  return (
    <Line icon="user" title={`${firstName} ${lastName}`}>
      <p>{[phone, phoneWork, email].filter(Boolean).join(" · ")}</p>
      {deceasedOn ? <p>{t("deceased", { day: wordDate(locale, fromColumn(deceasedOn)) })}</p> : null}
      <AccountState guardian={guardian} householdId={householdId} />
      {guardian.accountId || deceasedOn ? null : (
        <Editing
          title={t("open", { name: firstName })}
          prefix={`account-${id}`}
          action={openAccount}
          hidden={hidden}
          labels={{ email: t("email") }}
        >
          <TextInput name="email" type="email" label={t("email")} defaultValue={email ?? ""} />
          <SubmitButton small>{t("openSubmit")}</SubmitButton>
        </Editing>
      )}
      {deceasedOn ? null : (
        <Editing
          title={t("death")}
          prefix={`death-${id}`}
          action={recordDeath}
          hidden={hidden}
          labels={{ deceasedOn: t("deathDay") }}
        >
          <DateField name="deceasedOn" label={t("deathDay")} />
          <SubmitButton small kind="line">
            {t("death")}
          </SubmitButton>
        </Editing>
      )}
    </Line>
  );
}

async function AccountState({ guardian, householdId }: { guardian: Guardian; householdId: string }) {
  const t = await getTranslations("household.office.adults");
  const { account, accountId } = guardian;
  if (!account || !accountId) return <p className="small soft">{t("noAccount")}</p>;
  const state = account.closedAt ? "closedAccount" : account.activatedAt ? "active" : "waiting";
  return (
    <p>
      <Tag tone={state === "active" ? "ok" : state === "waiting" ? "due" : "quiet"}>{t(state)}</Tag>{" "}
      <TextLink href={`/gestion/comptes/${accountId}?foyer=${householdId}`} className="link">
        {t("account")}
      </TextLink>
    </p>
  );
}
