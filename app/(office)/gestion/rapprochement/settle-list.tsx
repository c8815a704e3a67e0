/** The worklist of the control: each difference and each case with what a régisseur can do about it. */
import { getTranslations } from "next-intl/server";
import { ClassifyForm, CloseForm, RecoverForm, SendOnForm, TakeForm } from "@/components/control/case-forms";
import { SettleLine } from "@/components/control/settle-line";
import { DecisionForm } from "@/components/treasury/decision-form";
import { Lines } from "@/components/ui/line";
import type { ToSettle } from "@/lib/control/queries";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { formatInput } from "@/lib/kernel/money";
import type { CaseTold } from "@/lib/payment/queries-case";
import { closingsOf } from "@/lib/payment/rules-case";
import { decide } from "./actions";
import { classify, endCase, recover, send, takeOver } from "./actions-cases";

type SettleListProps = { items: readonly ToSettle[]; texts: FormTexts; today: CivilDate; me: string };

export function SettleList({ items, texts, today, me }: SettleListProps) {
  return (
    <Lines>
      {items.map((told) => (
        <SettleLine
          key={told.told?.id ?? `${told.difference?.code}/${told.difference?.key}`}
          told={told}
          today={today}
          me={me}
        >
          {told.told ? <CaseActions told={told.told} texts={texts} me={me} /> : null}
        </SettleLine>
      ))}
    </Lines>
  );
}

async function CaseActions({ told, texts, me }: { told: CaseTold; texts: FormTexts; me: string }) {
  const t = await getTranslations("treasury.decision");
  const { id, kind, attempt, amountCents } = told;
  const hidden = () => ({ caseId: id, _key: newSecret() });
  const endings = closingsOf(kind);
  const words = {
    ...{ open: t("open"), what: t("what"), card: t("card"), debit: t("debit"), none: t("none"), save: t("save") },
    ...{ amount: t("amount"), amountHint: t("amountHint"), reason: t("reason"), reasonHint: t("reasonHint") },
  };
  return (
    <div className="mt-3">
      {told.inCharge?.id === me ? null : <TakeForm action={takeOver} texts={texts} hidden={hidden()} />}
      {attempt && (kind === "suspect" || kind === "amount-differs") ? (
        <DecisionForm
          action={decide}
          texts={texts}
          hidden={{ attemptId: attempt.id, _key: newSecret() }}
          amount={formatInput(amountCents)}
          words={words}
        />
      ) : null}
      {kind === "unknown-payment" ? <ClassifyForm action={classify} texts={texts} hidden={hidden()} /> : null}
      {kind === "unknown-payment" ? <SendOnForm action={send} texts={texts} hidden={hidden()} /> : null}
      {kind === "refund-to-recover" ? <RecoverForm action={recover} texts={texts} hidden={hidden()} /> : null}
      {endings.length > 0 ? <CloseForm action={endCase} texts={texts} hidden={hidden()} endings={endings} /> : null}
    </div>
  );
}
