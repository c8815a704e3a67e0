/** The till changes hands: what was counted beside what the books say, given by one and accepted by the other. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { HandoverForm } from "@/components/till/handover-form";
import { HandoverLine } from "@/components/till/handover-line";
import { RegieForm } from "@/components/till/regie-form";
import { Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { tillOf } from "@/lib/till/queries";
import { handoversOf, successorsOf } from "@/lib/till/queries-papers";
import { type Counted, countedMeans, heldOf } from "@/lib/till/rules-state";
import { chosenRegie, TILL, TillTabs } from "../desk";
import { type Search, textOf } from "../period";
import { accept, handOver } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.handover"))("title") };
}

export default async function HandoverPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", `${TILL}/passation`)]);
  const { tx, today, passport } = visit;
  const [chosen, t, ui] = await Promise.all([
    chosenRegie(tx, search),
    getTranslations("till"),
    getTranslations("ui.form"),
  ]);
  if (!chosen) return <Desk title={t("handover.title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const { regieId } = chosen;
  const [till, handovers, people] = await Promise.all([
    tillOf(tx, regieId, today),
    handoversOf(tx, regieId),
    successorsOf(tx, passport.accountId),
  ]);
  const isFor = (toId: string) => toId === passport.accountId;
  return (
    <Desk title={t("handover.title")} lead={t("handover.lead")} tools={<TillTabs current="handover" {...chosen} />}>
      <RegieForm page={`${TILL}/passation`} {...chosen} words={{ regie: t("regie"), show: t("show") }} />
      <Done search={search} />
      <Section title={t("handover.list")}>
        {handovers.length === 0 ? <p className="soft mt-3">{t("handover.empty")}</p> : null}
        <Lines>
          {handovers.map((one) => (
            <HandoverLine
              key={one.id}
              told={one}
              accept={isFor(one.toId) && one.isLatest && !one.acceptedAt ? accept : undefined}
              texts={formTexts(ui)}
              secret={newSecret()}
            />
          ))}
        </Lines>
      </Section>
      <Section title={t("handover.make")}>
        {people.length === 0 ? (
          <EmptyState icon="user" title={t("handover.nobody")}>
            {t("handover.nobodyText")}
          </EmptyState>
        ) : (
          <NewHandover people={people} regieId={regieId} booked={heldOf(till.lines)} />
        )}
      </Section>
    </Desk>
  );
}

async function Done({ search }: { search: Search }) {
  const t = await getTranslations("till.handover");
  const [given, accepted] = [textOf(search, "remise"), textOf(search, "acceptee")];
  if (!given && !accepted) return null;
  return (
    <div className="mt-6">
      <Notice tone="ok" inset live title={t(accepted ? "doneAccepted" : "done")}>
        {accepted ? undefined : t("doneText")}
      </Notice>
    </div>
  );
}

type NewProps = {
  people: readonly { id: string; firstName: string; lastName: string }[];
  regieId: string;
  booked: Counted;
};

async function NewHandover({ people, regieId, booked }: NewProps) {
  const [locale, t, named, ui] = await Promise.all([
    getLocale(),
    getTranslations("till.handover"),
    getTranslations("payment.means"),
    getTranslations("ui.form"),
  ]);
  return (
    <HandoverForm
      action={handOver}
      texts={formTexts(ui)}
      hidden={{ regieId, _key: newSecret() }}
      people={people.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` }))}
      counted={countedMeans.map((means) => ({
        means,
        label: opening(named(means)),
        hint: t("countedHint", { amount: wordAmount(locale, booked[means]) }),
      }))}
      words={{
        ...{ to: t("to"), choose: t("choose"), counted: t("counted") },
        ...{ note: t("note"), noteHint: t("noteHint"), save: t("save") },
      }}
    />
  );
}
