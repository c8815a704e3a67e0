/** Direct debits at the desk: what is announced, the files given to the bank, the families' mandates. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { BatchTable } from "@/components/debit/batch-table";
import { MandateTable } from "@/components/debit/mandate-table";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { DayMark } from "@/components/ui/dates";
import { Line, Lines } from "@/components/ui/line";
import { Filters, Tabs } from "@/components/ui/navigation";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type DebitRegie, debitRegies, mandatesOf } from "@/lib/debit/queries";
import { announcedDays, batchesOf } from "@/lib/debit/queries-batch";
import { mandateStandings } from "@/lib/debit/rules";
import { batchNumber } from "@/lib/debit/rules-batch";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import { officePage } from "@/lib/server/page";
import { end } from "./actions";
import { regieOf, type Search, textOf } from "./search";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("debit.desk"))("title") };
}

const PAGE = "/gestion/prelevements";
type Visit = Awaited<ReturnType<typeof officePage>>;

export default async function DebitsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("debit.manage", PAGE)]);
  const [t, regies] = await Promise.all([getTranslations("debit.desk"), debitRegies(visit.tx)]);
  const regie = regieOf(search, regies);
  if (!regie) return <NoRegie />;
  const isMandates = textOf(search, "vue") === "mandats";
  const own = `${PAGE}?regie=${regie.id}`;
  const add = isMandates ? (
    <LinkButton icon="plus" href={`${PAGE}/mandat?regie=${regie.id}`}>
      {t("paper")}
    </LinkButton>
  ) : (
    <LinkButton icon="plus" href={`${PAGE}/nouveau?regie=${regie.id}`}>
      {t("new")}
    </LinkButton>
  );
  return (
    <Desk title={t("title")} lead={t("lead")} action={add}>
      {textOf(search, "fait") === "mandat" ? (
        <div className="mb-3">
          <Notice tone="ok" inset live title={t("mandateSaved")} />
        </div>
      ) : null}
      <Regies regies={regies} current={regie.id} />
      <Tabs
        label={t("tabs")}
        items={[
          { href: own, label: t("tabBatches"), current: !isMandates },
          { href: `${own}&vue=mandats`, label: t("tabMandates"), current: isMandates },
        ]}
      />
      {isMandates ? (
        <Mandates visit={visit} regie={regie} asked={textOf(search, "etat")} />
      ) : (
        <Batches visit={visit} regie={regie} />
      )}
    </Desk>
  );
}

async function NoRegie() {
  const t = await getTranslations("debit.desk");
  return (
    <Desk title={t("title")}>
      <EmptyState
        icon="euro"
        title={t("noRegie")}
        action={
          <LinkButton href="/gestion/reglages/regies" kind="line">
            {t("settings")}
          </LinkButton>
        }
      >
        {t("noRegiePlain")}
      </EmptyState>
    </Desk>
  );
}

async function Regies({ regies, current }: { regies: readonly DebitRegie[]; current: string }) {
  if (regies.length < 2) return null;
  const t = await getTranslations("debit.desk");
  const items = regies.map(({ id, name }) => ({ href: `${PAGE}?regie=${id}`, label: name, current: id === current }));
  return <Filters label={t("regie")} items={items} />;
}

async function Batches({ visit, regie }: { visit: Visit; regie: DebitRegie }) {
  const { tx, today } = visit;
  const [locale, t, days, batches] = await Promise.all([
    getLocale(),
    getTranslations("debit.desk"),
    announcedDays(tx, { regieId: regie.id, today }),
    batchesOf(tx, { regieId: regie.id }),
  ]);
  return (
    <>
      <Section title={t("announced")}>
        {days.length === 0 ? <p className="soft mt-3">{t("announcedNone")}</p> : null}
        <Lines>
          {days.map(({ collectOn, debits, cents }) => (
            <Line
              key={collectOn}
              margin={<DayMark day={collectOn} locale={locale} />}
              title={wordDay(locale, collectOn)}
              actions={
                <LinkButton
                  href={`${PAGE}/nouveau?regie=${regie.id}&jour=${collectOn}`}
                  kind="line"
                  label={t("announcedOpenLabel", { day: wordDay(locale, collectOn) })}
                >
                  {t("announcedOpen")}
                </LinkButton>
              }
            >
              {t("announcedLine", { count: debits, amount: wordAmount(locale, cents) })}
            </Line>
          ))}
        </Lines>
      </Section>
      <Section title={t("batches")}>
        {batches.length === 0 ? (
          <EmptyState icon="download" title={t("batchesNone")}>
            {t("batchesNoneText")}
          </EmptyState>
        ) : (
          <BatchTable rows={batches.map((batch) => ({ ...batch, written: batchNumber(batch) }))} />
        )}
      </Section>
    </>
  );
}

async function Mandates({ visit, regie, asked }: { visit: Visit; regie: DebitRegie; asked: string }) {
  const [t, standings, all] = await Promise.all([
    getTranslations("debit.desk"),
    getTranslations("debit.standings"),
    mandatesOf(visit.tx, regie.id, visit.today),
  ]);
  const wanted = mandateStandings.find((standing) => standing === asked) ?? null;
  const rows = all.filter((mandate) => wanted === null || mandate.standing === wanted);
  const address = `${PAGE}?regie=${regie.id}&vue=mandats`;
  return (
    <>
      <div className="mt-3 mb-3">
        <Filters
          label={t("filter")}
          items={[
            { href: address, label: t("all"), current: wanted === null },
            ...mandateStandings.map((standing) => ({
              href: `${address}&etat=${standing}`,
              label: standings(standing),
              current: wanted === standing,
            })),
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon="document" title={t("mandatesNone")}>
          {t("mandatesNoneText")}
        </EmptyState>
      ) : (
        <MandateTable rows={rows} end={end} />
      )}
    </>
  );
}
