/**
 * The daily three-way control: what is to be settled, each with its likely reason, age and person in charge; then the three sources day by day,
 * and the payments to which PayFiP has not answered yet.
 */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ControlStrip } from "@/components/control/control-strip";
import { DayControlTable } from "@/components/control/day-control-table";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { CaseLine } from "@/components/treasury/case-line";
import { ControlTable } from "@/components/treasury/control-table";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Lines } from "@/components/ui/line";
import { Filters } from "@/components/ui/navigation";
import { EmptyState, Notice } from "@/components/ui/notice";
import type { OfficeScope } from "@/lib/access/gate";
import { type ControlView, controlsSince, controlView, toSettle } from "@/lib/control/queries";
import { totalOf } from "@/lib/control/rules";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays, firstDayOf, monthOf, parisOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { mayLearn } from "@/lib/online/rules-poll";
import type { AttemptState } from "@/lib/payment/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage, type Visit } from "@/lib/server/page";
import { countsOf } from "@/lib/statement/queries";
import { regies } from "@/lib/treasury/queries";
import { casesOf, controlOf } from "@/lib/treasury/queries-control";
import { type Search, textOf } from "../encaissements/period";
import { askNow } from "./actions";
import { runAgain } from "./actions-cases";
import { regieOf } from "./regie";
import { SettleList } from "./settle-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("control"))("title") };
}

const WATCHED: readonly AttemptState[] = ["started", "pending", "unknown", "expired"];

type Shown = { visit: Visit<OfficeScope>; regieId: string; search: Search };

export default async function ControlPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", "/gestion/rapprochement")]);
  const { tx, today } = visit;
  const [known, t, locale] = await Promise.all([regies(tx), getTranslations("control"), getLocale()]);
  const regie = regieOf(search, known);
  if (!regie) return <Desk title={t("title")}>{<EmptyState icon="scale" title={t("noRegie")} />}</Desk>;
  const [view, strip] = await Promise.all([
    controlView(tx, regie.id, today),
    controlsSince(tx, addDays(today, -30), regie.id),
  ]);
  const last = strip.at(-1)?.ranAt;
  const shown = { visit, regieId: regie.id, search };
  return (
    <Desk
      dateline={last ? t("at", { moment: wordMoment(locale, last) }) : t("never")}
      title={t("title")}
      lead={t("lead")}
      action={
        <LinkButton kind="line" icon="plus" href={`/gestion/rapprochement/imports?regie=${regie.id}`}>
          {t("import")}
        </LinkButton>
      }
    >
      {known.length > 1 ? (
        <Filters
          label={t("regie")}
          items={known.map(({ id, name }) => ({
            href: `/gestion/rapprochement?regie=${id}`,
            label: name,
            current: id === regie.id,
          }))}
        />
      ) : null}
      <Told search={search} />
      <Verdict view={view} />
      <ToSettleSection {...shown} view={view} />
      <DaysSection {...shown} view={view} />
      <Section title={t("strip.title")}>
        <ControlStrip days={strip} />
      </Section>
      <WaitingSection {...shown} view={view} />
      <MeansSection {...shown} />
    </Desk>
  );
}

const DONE = ["ran", "taken", "closed", "classified", "sent"] as const;

async function Told({ search }: { search: Search }) {
  const [t, treasury] = await Promise.all([getTranslations("control"), getTranslations("treasury.control")]);
  const made = DONE.find((one) => one === textOf(search, "fait"));
  const asked = textOf(search, "demande") !== "" ? treasury("asked") : null;
  const decided = textOf(search, "decide") !== "" ? treasury("decided") : null;
  const title = made ? t(made) : (asked ?? decided);
  if (!title) return null;
  return (
    <div className="mt-6">
      <Notice tone="ok" inset live title={title} />
    </div>
  );
}

async function Verdict({ view: { days, differences, facts } }: { view: ControlView }) {
  const [t, locale] = await Promise.all([getTranslations("control"), getLocale()]);
  const equal = differences.length === 0;
  const explained = days.filter(({ state }) => state === "explained").length;
  const agreed = explained === 0 ? t("allEqual") : t("noneLeft", { count: explained });
  const well = facts.list ? agreed : t("unlisted");
  const amount = wordAmount(locale, totalOf(differences));
  const silent = [facts.list ? null : t("noList"), facts.account ? null : t("noAccount")].filter(Boolean).join(" ");
  return (
    <div className="mt-6">
      <Notice
        tone={equal && facts.list ? "ok" : "warn"}
        inset
        title={equal ? well : t("someDiffer", { count: differences.length, amount })}
      >
        {silent === "" ? undefined : silent}
      </Notice>
    </div>
  );
}

async function ToSettleSection({ visit, regieId, view }: Shown & { view: ControlView }) {
  const { tx, today, passport } = visit;
  const [t, ui, items, counts] = await Promise.all([
    getTranslations("control"),
    getTranslations("ui.form"),
    toSettle(tx, regieId, view.differences),
    countsOf(tx, { regieId }),
  ]);
  const base = `/gestion/rapprochement/lignes?regie=${regieId}`;
  return (
    <Section
      title={t("cases.title", { count: items.length })}
      id="a-decider"
      link={{ href: `/gestion/rapprochement/imports?regie=${regieId}`, label: t("seeFiles") }}
    >
      {counts.open + counts.proposed > 0 ? (
        <p className="pt-3">
          {t("lines", { open: counts.open, proposed: counts.proposed })}.{" "}
          <TextLink href={counts.open > 0 ? base : `${base}&lignes=proposed`}>{t("seeLines")}</TextLink>
        </p>
      ) : null}
      {items.length === 0 ? (
        <EmptyState icon="check" title={t("cases.none")}>
          {t("cases.noneText")}
        </EmptyState>
      ) : (
        <SettleList items={items} texts={formTexts(ui)} today={today} me={passport.accountId} />
      )}
    </Section>
  );
}

async function DaysSection({ regieId, search, view }: Shown & { view: ControlView }) {
  const [t, control, ui] = await Promise.all([
    getTranslations("control.days"),
    getTranslations("control"),
    getTranslations("ui.form"),
  ]);
  const many = textOf(search, "jours") === "30";
  const base = `/gestion/rapprochement?regie=${regieId}`;
  const days = view.days.slice(many ? -30 : -7).reverse();
  return (
    <Section
      title={t("title")}
      id="jours"
      link={{ href: many ? base : `${base}&jours=30#jours`, label: t(many ? "week" : "all") }}
    >
      <p className="soft pt-3">{t("lead")}</p>
      <DayControlTable days={days} listedSince={view.facts.list?.since ?? null} />
      <div className="mt-4">
        <ActionForm action={runAgain} texts={formTexts(ui)} hidden={{ regieId, _key: newSecret() }} prefix="run">
          <SubmitButton kind="line">{control("run")}</SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}

/** The same check for every means, over the month. */
async function MeansSection({ visit: { tx, today }, regieId }: Shown) {
  const t = await getTranslations("control.days");
  const gaps = await controlOf(tx, { regieId, since: firstDayOf(monthOf(today)), until: today });
  return (
    <Section title={t("means")}>
      <ControlTable gaps={gaps} />
    </Section>
  );
}

/** What time explains, and the payments to which PayFiP has not answered yet. */
async function WaitingSection({ visit, regieId, view }: Shown & { view: ControlView }) {
  const { tx, today } = visit;
  const [t, cases, decision, ui] = await Promise.all([
    getTranslations("control"),
    getTranslations("treasury.cases"),
    getTranslations("treasury.decision"),
    getTranslations("ui.form"),
  ]);
  const watched = await casesOf(tx, { regieId, states: WATCHED });
  return (
    <>
      <Section title={t("waiting.title", { count: view.waiting.length })}>
        {view.waiting.length > 0 ? <WaitingList view={view} /> : null}
      </Section>
      <Section title={cases("watched", { count: watched.length })} id="en-attente">
        {watched.length === 0 ? <p className="soft mt-3">{cases("watchedNone")}</p> : null}
        <Lines>
          {watched.map((one) => (
            <CaseLine
              key={one.id}
              today={today}
              told={{ ...one, invoice: writtenNumber(one.invoice), moment: parisOf(one.createdAt).moment }}
            >
              {mayLearn(one) ? (
                <ActionForm
                  action={askNow}
                  texts={{ ...formTexts(ui), pending: decision("asking") }}
                  hidden={{ attemptId: one.id, _key: newSecret() }}
                  prefix={`ask-${one.id}`}
                >
                  <SubmitButton kind="line" small>
                    {decision("ask")}
                  </SubmitButton>
                </ActionForm>
              ) : null}
            </CaseLine>
          ))}
        </Lines>
      </Section>
    </>
  );
}

async function WaitingList({ view }: { view: ControlView }) {
  const [t, locale] = await Promise.all([getTranslations("control"), getLocale()]);
  return (
    <>
      <p className="soft pt-3">{t("waiting.text")}</p>
      <ul className="said">
        {view.waiting.slice(-20).map((one) => (
          <li key={`${one.code}/${one.key}`}>
            {[wordAmount(locale, one.cents), one.name, t(`codes.${one.code}.title`)].filter(Boolean).join(", ")}
          </li>
        ))}
      </ul>
    </>
  );
}
