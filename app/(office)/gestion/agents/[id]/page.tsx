/** One member of staff: the account, the rights with their dates, and what stops them. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import { allows, staffRoles } from "@/lib/access/permissions";
import { staffAccount } from "@/lib/account/queries";
import { hasFactor } from "@/lib/factor/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { changeRole, closeStaff } from "../actions";
import { liftStaff, resetStaffFactor, suspendStaff } from "../actions-rights";
import { TONES } from "../tones";
import { Accreditations } from "./accreditations";
import { Assignments } from "./assignments";
import { SuspensionSection } from "./suspension-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function StaffAccountPage({ params }: Props) {
  const { id } = await params;
  const { passport, tx, now, today } = await officePage("account.manage", `/gestion/agents/${id}`);
  const account = isId(id) ? await staffAccount(tx, id, { now, today }) : null;
  if (!account) notFound();
  const t = await getTranslations("agents");
  const decides = allows(passport.role, "agent.manage") && account.closedAt === null;
  const facts = [
    { term: t("one.email"), value: account.email },
    { term: t("one.role"), value: t(`roles.${account.role}`) },
    { term: t("one.state"), value: <Tag tone={TONES[account.state]}>{t(`states.${account.state}`)}</Tag> },
  ];
  return (
    <Desk
      title={`${account.firstName} ${account.lastName}`}
      back={{ href: "/gestion/agents", label: t("one.back") }}
      action={
        account.state !== "pending" ? null : (
          <LinkButton href={`/gestion/agents/${id}/courrier`} icon="print" kind="line">
            {t("one.letter")}
          </LinkButton>
        )
      }
    >
      <Section title={t("one.account")}>
        <div className="mt-3">
          <DefinitionList items={facts} />
        </div>
      </Section>
      {decides ? (
        <>
          <Accreditations accountId={id} list={account.accreditations} tx={tx} today={today} />
          <Assignments accountId={id} list={account.assignments} tx={tx} today={today} />
          {account.role === "agent" || account.role === "animateur" ? <MoreRights id={id} /> : null}
          <SuspensionSection
            hidden={{ accountId: id }}
            list={account.suspensions}
            isSuspended={account.state === "suspended"}
            today={today}
            suspend={suspendStaff}
            lift={liftStaff}
          />
        </>
      ) : null}
      {account.closedAt || passport.accountId === id ? null : (
        <>
          {(await hasFactor(tx, id)) ? <LostTelephone id={id} /> : null}
          <AccountForms id={id} role={account.role} isHead={passport.role === "responsable"} />
        </>
      )}
    </Desk>
  );
}

async function MoreRights({ id }: { id: string }) {
  const t = await getTranslations("access.rights");
  return (
    <p className="mt-6">
      <LinkButton href={`/gestion/agents/${id}/acces`} icon="lock" kind="line">
        {t("open")}
      </LinkButton>
    </p>
  );
}

async function LostTelephone({ id }: { id: string }) {
  const [t, ui] = await Promise.all([getTranslations("factor"), getTranslations("ui.form")]);
  return (
    <Section title={t("resetTitle")}>
      <p className="my-3">{t("resetWhy")}</p>
      <ActionForm action={resetStaffFactor} texts={formTexts(ui)} hidden={{ accountId: id }} label={t("reset")}>
        <ConfirmButton label={t("reset")} question={t("resetAsk")} confirm={t("resetYes")} />
      </ActionForm>
    </Section>
  );
}

async function AccountForms({ id, role, isHead }: { id: string; role: string; isHead: boolean }) {
  const [t, ui] = await Promise.all([getTranslations("agents"), getTranslations("ui.form")]);
  const offered = staffRoles.filter((one) => isHead || one === role || one !== "responsable");
  const options = offered.map((one) => ({ value: one, label: t(`roles.${one}`) }));
  return (
    <>
      <Section title={t("one.changeRole")}>
        <div className="mt-3">
          <ActionForm action={changeRole} texts={formTexts(ui)} hidden={{ accountId: id }} label={t("one.changeRole")}>
            <Select name="role" label={t("one.role")} options={options} defaultValue={role} />
            <SubmitButton kind="line">{t("one.changeRole")}</SubmitButton>
          </ActionForm>
        </div>
      </Section>
      <Section title={t("one.closeTitle")}>
        <p className="my-3">{t("one.closeWhy")}</p>
        <ActionForm action={closeStaff} texts={formTexts(ui)} hidden={{ accountId: id }} label={t("one.close")}>
          <ConfirmButton label={t("one.close")} question={t("one.closeAsk")} confirm={t("one.closeYes")} />
        </ActionForm>
      </Section>
    </>
  );
}
