/** The worklist of refunds: what is to be granted by another person, what is to be paid, and what is done. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { MotiveStep, OneStep, PayStep } from "@/components/refund/refund-forms";
import { RefundLine } from "@/components/refund/refund-line";
import { RegieForm } from "@/components/till/regie-form";
import { Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { refundsTold } from "@/lib/refund/queries-office";
import type { RefundTold } from "@/lib/refund/rules";
import { officePage } from "@/lib/server/page";
import { chosenRegie, TILL, TillTabs } from "../desk";
import { type Search, textOf } from "../period";
import { fail, order, pay, refuse } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refund.office"))("title") };
}

type May = { pay: boolean; today: string };

export default async function RefundsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("refund.decide", `${TILL}/remboursements`)]);
  const { tx, today, passport } = visit;
  const [chosen, t, till] = await Promise.all([
    chosenRegie(tx, search),
    getTranslations("refund.office"),
    getTranslations("till"),
  ]);
  if (!chosen) return <Desk title={t("title")}>{<EmptyState icon="euro" title={till("noRegie")} />}</Desk>;
  const told = await refundsTold(tx, chosen.regieId, passport.accountId);
  const isDesk = allows(passport.role, "treasury.export");
  const may = { pay: allows(passport.role, "refund.pay"), today };
  const lists = [
    ["toDecide", told.toDecide],
    ["toPay", told.toPay],
    ["past", told.past],
  ] as const;
  return (
    <Desk title={t("title")} lead={t("lead")} tools={isDesk ? <TillTabs current="refunds" {...chosen} /> : undefined}>
      <RegieForm page={`${TILL}/remboursements`} {...chosen} words={{ regie: till("regie"), show: till("show") }} />
      {textOf(search, "fait") ? (
        <div className="mt-6">
          <Notice tone="ok" inset live title={t("done")} />
        </div>
      ) : null}
      {lists.map(([name, refunds]) => (
        <Section key={name} title={t(name)}>
          {refunds.length === 0 ? <p className="soft mt-3">{t(`${name}None`)}</p> : null}
          <Lines>
            {refunds.map((one) => (
              <RefundLine key={one.id} told={one} mayOpen={isDesk}>
                <Steps told={one} may={may} />
              </RefundLine>
            ))}
          </Lines>
        </Section>
      ))}
    </Desk>
  );
}

/** What can be done next, by this reader. */
async function Steps({ told, may }: { told: RefundTold; may: May }) {
  const [t, ui] = await Promise.all([getTranslations("refund.office"), getTranslations("ui.form")]);
  const given = () => ({ texts: formTexts(ui), hidden: { refundId: told.id, _key: newSecret() } });
  const motive = { motive: t("motiveField"), hint: t("motiveHint") };
  const refusing = { ...motive, open: t("refuse"), save: t("refuseSave") };
  const failing = { ...motive, open: t("fail"), save: t("failSave") };
  const paying = { open: t("pay"), day: t("payOn"), reference: t("payReference"), save: t("paySave") };
  const { state, isOwn } = told;
  const isOpen = state === "requested" || state === "ordered";
  return (
    <>
      {state === "requested" && isOwn ? <p className="soft mt-3">{t("ownWish")}</p> : null}
      {state === "requested" && !isOwn ? <OneStep {...given()} action={order} step="order" label={t("order")} /> : null}
      {state === "ordered" && may.pay ? (
        <PayStep {...given()} action={pay} step="pay" today={may.today} words={paying} />
      ) : null}
      {isOpen ? <MotiveStep {...given()} action={refuse} step="refuse" words={refusing} /> : null}
      {state === "paid" && may.pay ? <MotiveStep {...given()} action={fail} step="fail" words={failing} /> : null}
    </>
  );
}
