/** Paying by direct debit: the mandate in force at each régie, how it works, one's rights, how to end it. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MandateFacts } from "@/components/debit/mandate-facts";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type DebitRegie, debitRegies, type MandateView, ownMandates, ownPayer } from "@/lib/debit/queries";
import { maskedIban } from "@/lib/debit/rules";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { end } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("debit.family"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string | string[] }> };

export default async function DebitPage({ searchParams }: Props) {
  const { tx, scope } = await familyPage("mandate.sign", "/factures/prelevement");
  const [{ fait }, t, payer, regies, mandates] = await Promise.all([
    searchParams,
    getTranslations("debit.family"),
    ownPayer(tx, scope),
    debitRegies(tx),
    ownMandates(tx, scope),
  ]);
  const living = mandates.filter(({ standing }) => standing === "active" || standing === "suspended");
  const past = mandates.filter((mandate) => !living.includes(mandate));
  const isOffered = payer !== null && regies.length > 0;
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/factures", label: t("back") }}>
      <Done what={fait} />
      {isOffered || living.length > 0 ? null : <Closed isPayer={payer !== null} />}
      {isOffered
        ? regies.map((regie) => (
            <RegieSection
              key={regie.id}
              regie={regie}
              named={regies.length > 1}
              mandate={living.find((mandate) => mandate.regieId === regie.id) ?? null}
            />
          ))
        : null}
      {living
        .filter(({ regieId }) => !isOffered || !regies.some(({ id }) => id === regieId))
        .map((mandate) => (
          <Section key={mandate.id} title={t("current")}>
            <Padded>
              <p className="mt-3 mb-3">{t("pastLine", { rum: mandate.rum, account: maskedIban(mandate.ibanEnd) })}</p>
              <EndForm mandate={mandate} />
            </Padded>
          </Section>
        ))}
      {isOffered ? (
        <HowAndRights days={Math.min(...regies.map(({ settings }) => settings.debit.announceDays))} />
      ) : null}
      {past.length > 0 ? <Past mandates={past} /> : null}
    </Leaf>
  );
}

async function Done({ what }: { what: string | string[] | undefined }) {
  const t = await getTranslations("debit.family");
  if (what !== "signe" && what !== "fin") return null;
  return (
    <div className="mb-3">
      <Notice tone="ok" inset live title={what === "signe" ? t("signed") : t("ended")}>
        {what === "signe" ? t("signedText") : t("endedText")}
      </Notice>
    </div>
  );
}

async function Closed({ isPayer }: { isPayer: boolean }) {
  const t = await getTranslations("debit.family");
  return (
    <Padded>
      <EmptyState icon="euro" title={isPayer ? t("closed") : t("notPayer")}>
        {isPayer ? t("closedText") : t("notPayerText")}
      </EmptyState>
    </Padded>
  );
}

type RegieProps = { regie: DebitRegie; named: boolean; mandate: MandateView | null };

async function RegieSection({ regie, named, mandate }: RegieProps) {
  const t = await getTranslations("debit.family");
  const href = `/factures/prelevement/signer?regie=${regie.id}`;
  const { creditorName, creditorId, ultimateCreditor } = regie.settings.debit;
  if (mandate === null)
    return (
      <Section title={named ? regie.name : t("current")}>
        <Padded>
          <EmptyState
            icon="document"
            title={t("none")}
            action={
              <LinkButton href={href} kind="primary" label={t("signFor", { regie: regie.name })}>
                {t("sign")}
              </LinkButton>
            }
          >
            {t("noneText")}
          </EmptyState>
        </Padded>
      </Section>
    );
  return (
    <Section title={named ? regie.name : t("current")}>
      {mandate.standing === "suspended" ? (
        <Notice tone="warn" inset title={t("suspendedTitle")}>
          {t("suspendedText")}
        </Notice>
      ) : null}
      <Padded>
        <div className="mt-3 mb-3">
          <MandateFacts
            creditor={{ name: creditorName, id: creditorId, ultimate: ultimateCreditor }}
            mandate={mandate}
          />
        </div>
        <p className="mb-3">
          <LinkButton href={href} kind="line" label={t("replaceFor", { regie: regie.name })}>
            {t("replace")}
          </LinkButton>
        </p>
        <EndForm mandate={mandate} />
      </Padded>
    </Section>
  );
}

async function EndForm({ mandate }: { mandate: MandateView }) {
  const [t, ui] = await Promise.all([getTranslations("debit.family"), getTranslations("ui.form")]);
  return (
    <ActionForm
      action={end}
      texts={formTexts(ui)}
      hidden={{ mandateId: mandate.id, _key: newSecret() }}
      label={t("end")}
      prefix={mandate.id}
    >
      <ConfirmButton label={t("end")} question={t("endQuestion", { rum: mandate.rum })} confirm={t("endConfirm")} />
    </ActionForm>
  );
}

async function HowAndRights({ days }: { days: number }) {
  const t = await getTranslations("debit.family");
  return (
    <>
      <Section title={t("how")}>
        <Lines>
          <Line icon="message">{days > 1 ? t("howAnnounce", { days }) : t("howAnnounceShort")}</Line>
          <Line icon="euro">{t("howPay")}</Line>
        </Lines>
      </Section>
      <Section title={t("rights")}>
        <Lines>
          <Line icon="check">{t("rightRefund")}</Line>
          <Line icon="check">{t("rightObject")}</Line>
          <Line icon="check">{t("rightEnd")}</Line>
        </Lines>
      </Section>
    </>
  );
}

async function Past({ mandates }: { mandates: readonly MandateView[] }) {
  const [t, standings] = await Promise.all([getTranslations("debit.family"), getTranslations("debit.standings")]);
  return (
    <Section title={t("past")}>
      <Lines>
        {mandates.map(({ id, rum, ibanEnd, standing }) => (
          <Line key={id} quiet icon="document" title={standings(standing)}>
            {t("pastLine", { rum, account: maskedIban(ibanEnd) })}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
