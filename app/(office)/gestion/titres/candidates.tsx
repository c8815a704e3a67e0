/** What may be handed over now, with its form; what lacks something; what stays with the régie. */
import { getTranslations } from "next-intl/server";
import { type CandidateRow, KeptTable, LackingTable } from "@/components/claim/candidate-table";
import { HandOverForm } from "@/components/claim/hand-over-form";
import { Section } from "@/components/layout/leaf";
import { EmptyState } from "@/components/ui/notice";
import type { Candidate, Sorted } from "@/lib/claim/queries";
import type { CandidateFilter } from "@/lib/claim/rules";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { monthName } from "@/lib/i18n/dates";
import { firstDayOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { handOverInvoices } from "./actions";

type CandidatesProps = {
  sorted: Sorted;
  regieId: string;
  filter: CandidateFilter;
  treasury: RegieSettings["treasury"];
  /** The numbers that come next, by kind. */
  next: { role: number; title: number; firstPiece: number };
};

/** More rows than a person ticks; all of them may still be handed over at once. */
const MOST_ROWS = 300;

export async function Candidates({ sorted, regieId, filter, treasury, next }: CandidatesProps) {
  const t = await getTranslations("claim");
  const { ready, lacking, kept } = sorted;
  return (
    <>
      <Section title={t("candidates.title")}>
        {ready.length === 0 ? (
          <EmptyState icon="check" title={t("candidates.none")}>
            {t("candidates.noneText")}
          </EmptyState>
        ) : (
          <Ready ready={ready} regieId={regieId} filter={filter} treasury={treasury} next={next} />
        )}
      </Section>
      {lacking.length > 0 ? <Lacking lacking={lacking} /> : null}
      {kept.length > 0 ? (
        <Section title={t("kept.title")}>
          <KeptTable
            rows={kept.slice(0, MOST_ROWS).map((one) => ({ ...rowOf(one), why: t(`kept.${one.keep ?? "claimed"}`) }))}
          />
        </Section>
      ) : null}
    </>
  );
}

type ReadyProps = Omit<CandidatesProps, "sorted"> & { ready: readonly Candidate[] };

async function Ready({ ready, regieId, filter, treasury, next }: ReadyProps) {
  const t = await getTranslations("claim.candidates");
  const cents = sum(ready.map(({ dueCents }) => dueCents));
  const hidden = { regieId, filter, count: String(ready.length), cents: String(cents), _key: newSecret() };
  return (
    <HandOverForm
      action={handOverInvoices}
      hidden={hidden}
      rows={ready.slice(0, MOST_ROWS).map(rowOf)}
      count={ready.length}
      cents={cents}
      kind={treasury.billing === "title" ? "title" : "role"}
      subject={t("subjectDefault", { months: monthsOf(ready) })}
      next={next}
    />
  );
}

/** The file is French whoever reads the page: « octobre 2026 », or from the first month to the last. */
function monthsOf(ready: readonly Candidate[]): string {
  const months = [...new Set(ready.map(({ month }) => month))].sort();
  const [first = "", last = ""] = [months[0], months.at(-1)];
  const told = (month: string) => `${monthName("fr", firstDayOf(month))} ${month.slice(0, 4)}`;
  return first === last ? told(first) : `${told(first)} à ${told(last)}`;
}

async function Lacking({ lacking }: { lacking: Sorted["lacking"] }) {
  const t = await getTranslations("claim.findings");
  const rows = lacking.slice(0, MOST_ROWS).map(({ candidate, findings }) => ({
    ...rowOf(candidate),
    findings: [findings.map((one) => t(one)).join(", ")],
    canComplete: !findings.includes("organisation"),
  }));
  return (
    <Section title={t("title")}>
      <p className="soft mt-3 mb-3">{t("lead")}</p>
      <LackingTable rows={rows} />
    </Section>
  );
}

function rowOf(one: Candidate): CandidateRow {
  const { invoiceId, payer, payerId, dueOn, reminderLevel, dueCents } = one;
  return { id: invoiceId, number: writtenNumber(one), payer, payerId, dueOn, level: reminderLevel, cents: dueCents };
}
