/** Unpaid invoices on their way to the comptable: what may be handed over, what lacks something, what stays, and what was handed over. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SlipTable } from "@/components/claim/slip-table";
import { Select } from "@/components/forms/select";
import { KeepFresh } from "@/components/invoice/keep-fresh";
import { Desk, Section } from "@/components/layout/leaf";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { candidatesToday } from "@/lib/claim/queries";
import { nextSlips, slipsOf } from "@/lib/claim/queries-slips";
import { type UnderWay, underWayOf } from "@/lib/claim/queries-turn";
import { type CandidateFilter, candidateFilters } from "@/lib/claim/rules";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { isId } from "@/lib/kernel/ids";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { missingSettings } from "@/lib/pes/rules-role";
import { officePage, tracedRead } from "@/lib/server/page";
import { regies } from "@/lib/treasury/queries";
import { type Search, textOf } from "../encaissements/period";
import { Candidates } from "./candidates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("claim"))("title") };
}

const PAGE = "/gestion/titres";

export default async function ClaimsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("claim.hand-over", PAGE)]);
  const known = await regies(visit.tx);
  const regie = known.find(({ id }) => id === textOf(search, "regie")) ?? known[0];
  const t = await getTranslations("claim");
  if (!regie) return <Desk title={t("title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const { treasury } = await regieSettingsOf(visit.tx, regie.id);
  const usual = treasury.billing === "regie" ? "late" : "all";
  const filter = candidateFilters.find((one) => one === textOf(search, "factures")) ?? usual;
  const [next, turn, sorted, slips] = await Promise.all([
    nextSlips(visit.tx, visit.today),
    underWayOf(visit.tx, regie.id),
    tracedRead(visit, (context) => candidatesToday(context, { regieId: regie.id, filter })),
    slipsOf(visit.tx, regie.id),
  ]);
  const missing = missingSettings(treasury);
  return (
    <Desk title={t("title")} lead={t("lead")} notice={<Done search={search} />}>
      <FilterForm regies={known} regieId={regie.id} filter={filter} />
      {missing.length > 0 ? (
        <div className="mt-6">
          <Notice tone="warn" inset title={t("settings.title")}>
            <p>{t("settings.text")}</p>
            <p>{missing.map((one) => t(`settings.${one}`)).join(", ")}</p>
          </Notice>
        </div>
      ) : null}
      {turn ? <Turn turn={turn} /> : null}
      <Candidates sorted={sorted} regieId={regie.id} filter={filter} treasury={treasury} next={next} />
      <Section title={t("slips.title")} id="transmis">
        {slips.length === 0 ? (
          <EmptyState icon="download" title={t("slips.none")}>
            {t("slips.noneText")}
          </EmptyState>
        ) : (
          <SlipTable rows={slips.map((slip) => ({ ...slip, number: writtenNumber(slip) }))} />
        )}
      </Section>
    </Desk>
  );
}

async function Done({ search }: { search: Search }) {
  const t = await getTranslations("claim");
  const [lot, count] = [textOf(search, "lot"), Number(textOf(search, "transmises"))];
  if (textOf(search, "complete")) return <Notice tone="ok" live title={t("debtor.saved")} />;
  if (!isId(lot) || !Number.isInteger(count) || count < 1) return null;
  return (
    <Notice tone="ok" live title={t("candidates.done", { count })}>
      <p>{t("candidates.doneText")}</p>
      <p>
        <LinkButton kind="quiet" icon="download" href={`${PAGE}/${lot}/pes`} download>
          {t("slips.download")}
        </LinkButton>
      </p>
    </Notice>
  );
}

const REFUSALS = ["no-regie", "settings", "kept", "findings", "number-used", "debt-number", "totals"] as const;

/** A long role that the worker makes. Once it is made it stands in the list below, and nothing is said here. */
async function Turn({ turn: { state, invoices, refused } }: { turn: UnderWay }) {
  const [t, words] = await Promise.all([getTranslations("claim.turn"), getTranslations("claim.refusals")]);
  if (state === "made") return null;
  const reason = REFUSALS.find((one) => one === refused?.reason) ?? "kept";
  return (
    <div className="mt-6">
      <Notice tone={state === "working" ? "info" : "warn"} inset live title={t(state, { count: invoices })}>
        <p>{refused ? words(reason, { count: refused.count }) : t(state === "working" ? "leave" : "again")}</p>
      </Notice>
      {state === "working" ? <KeepFresh /> : null}
    </div>
  );
}

type FilterProps = { regies: readonly { id: string; name: string }[]; regieId: string; filter: CandidateFilter };

async function FilterForm({ regies: known, regieId, filter }: FilterProps) {
  const t = await getTranslations("claim");
  return (
    <form action={PAGE} method="get" className="field-bar py-3">
      {known.length > 1 ? (
        <Select
          name="regie"
          label={t("regie")}
          defaultValue={regieId}
          options={known.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Select
        name="factures"
        label={t("filter")}
        defaultValue={filter}
        options={candidateFilters.map((value) => ({ value, label: t(`filters.${value}`) }))}
      />
      <Button kind="line" type="submit">
        {t("show")}
      </Button>
    </form>
  );
}
