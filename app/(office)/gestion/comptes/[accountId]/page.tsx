/** A parent's account, from the household an agent handles: `?foyer=` names it, and the gate checks both. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterForm } from "@/components/account/letter-form";
import { Desk, Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import { admits } from "@/lib/access/gate";
import { allows } from "@/lib/access/permissions";
import { consultParentAccount } from "@/lib/account/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { SuspensionSection } from "../../agents/[id]/suspension-section";
import { TONES } from "../../agents/tones";
import { liftFamily, prepareFamilyLetter, suspendFamily } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents.one"))("account") };
}

type Props = { params: Promise<{ accountId: string }>; searchParams: Promise<{ foyer?: string | string[] }> };

export default async function ParentAccountPage({ params, searchParams }: Props) {
  const [{ accountId }, { foyer }] = await Promise.all([params, searchParams]);
  const householdId = typeof foyer === "string" ? foyer : "";
  const path = `/gestion/comptes/${accountId}?foyer=${encodeURIComponent(householdId)}`;
  const visit = await officePage("family.manage", path);
  const { passport, scope, tx, today } = visit;
  if (!isId(accountId) || !isId(householdId)) notFound();
  if (!(await admits(tx, scope, { household: householdId }))) notFound();
  const account = await tracedRead(visit, (context) => consultParentAccount(context, { accountId, householdId }));
  if (!account) notFound();
  const [t, ui] = await Promise.all([getTranslations("agents"), getTranslations("ui.form")]);
  const hidden = { accountId, householdId };
  const facts = [
    { term: t("one.email"), value: account.email },
    { term: t("one.state"), value: <Tag tone={TONES[account.state]}>{t(`states.${account.state}`)}</Tag> },
  ];
  const texts = {
    prepare: t("one.prepareLetter"),
    print: t("letter.print"),
    once: t("letter.once"),
    form: formTexts(ui),
  };
  return (
    <Desk
      title={t("family.title", { name: account.name })}
      lead={t("family.lead")}
      back={{ href: `/gestion/foyers/${householdId}`, label: t("family.back") }}
    >
      <Section title={t("one.account")}>
        <div className="mt-3">
          <DefinitionList items={facts} />
        </div>
      </Section>
      <Section title={t("one.letter")}>
        {account.state === "pending" ? (
          <>
            <p className="my-3 no-print">{t("one.letterWhy")}</p>
            <LetterForm action={prepareFamilyLetter} hidden={hidden} texts={texts} />
          </>
        ) : (
          <p className="my-3 no-print">{t("one.alreadyOpen")}</p>
        )}
      </Section>
      {allows(passport.role, "family.suspend") ? (
        <SuspensionSection
          hidden={hidden}
          list={account.suspensions}
          isSuspended={account.state === "suspended"}
          today={today}
          suspend={suspendFamily}
          lift={liftFamily}
        />
      ) : null}
    </Desk>
  );
}
