/** The three sources side by side, one row a day. */
import { getLocale, getTranslations } from "next-intl/server";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { DayControl } from "@/lib/control/rules";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";

type DayControlTableProps = {
  days: readonly DayControl[];
  /** The first day that a list of PayFiP tells of; null when none has come. */
  listedSince: CivilDate | null;
};

export async function DayControlTable({ days, listedSince }: DayControlTableProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("control.days")]);
  const money = (amount: number) => <Money amount={amount} locale={locale} />;
  const isToCome = (day: CivilDate) => listedSince !== null && day > listedSince;
  const total = (of: (day: DayControl) => number) => wordAmount(locale, sum(days.map(of)));
  const gap = ({ booksCents, payfipCents, treasuryCents }: DayControl) => booksCents - (treasuryCents ?? payfipCents);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={days}
      rowKey={({ day }) => day}
      marked={({ state }) => state === "differs"}
      columns={[
        { key: "day", header: t("day"), rowHeader: true, cell: ({ day }) => wordDay(locale, day) },
        {
          key: "portal",
          header: t("portal"),
          label: t("portalLabel"),
          align: "end",
          cell: (row) => money(row.booksCents),
        },
        {
          key: "payfip",
          header: t("payfip"),
          label: t("payfipLabel"),
          align: "end",
          cell: (row) => money(row.payfipCents),
        },
        {
          key: "treasury",
          header: t("treasury"),
          label: t("treasuryLabel"),
          align: "end",
          cell: ({ day, treasuryCents: cents }) =>
            cents === null ? t(isToCome(day) ? "toCome" : "none") : money(cents),
        },
        { key: "gap", header: t("gap"), label: t("gapLabel"), align: "end", cell: (row) => money(gap(row)) },
        { key: "state", header: t("state"), cell: (row) => <StateTag row={row} /> },
      ]}
      foot={[
        t("total"),
        total(({ booksCents }) => booksCents),
        total(({ payfipCents }) => payfipCents),
        total(({ treasuryCents }) => treasuryCents ?? 0),
        "",
        "",
      ]}
    />
  );
}

async function StateTag({ row: { state, differences, explained } }: { row: DayControl }) {
  const t = await getTranslations("control.days");
  if (explained.length > 0) {
    return (
      <>
        {state === "differs" ? <Tag tone="due">{t("differs", { count: differences })}</Tag> : null}
        {state === "waiting" ? <Tag icon="hourglass">{t("waiting")}</Tag> : null}
        {state === "unchecked" ? <Tag tone="quiet">{t("unchecked")}</Tag> : null}
        {state === "explained" ? <Tag tone="info">{t("explained")}</Tag> : null}
        <Explanations of={explained} />
      </>
    );
  }
  if (state === "equal") return <Tag tone="ok">{t("equal")}</Tag>;
  if (state === "waiting") return <Tag icon="hourglass">{t("waiting")}</Tag>;
  if (state === "unchecked") return <Tag tone="quiet">{t("unchecked")}</Tag>;
  return <Tag tone="due">{t("differs", { count: differences })}</Tag>;
}

const MOST_TOLD = 5;

/** Each amount that a person has settled, with the reason they gave. */
async function Explanations({ of }: { of: DayControl["explained"] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("control.days")]);
  return (
    <ul className="plain small soft">
      {of.slice(0, MOST_TOLD).map(({ kind, cents, name, reason }) => (
        <li key={`${kind}/${name}/${cents}`}>
          {[wordAmount(locale, cents), name, t(`explanations.${kind}`), reason].filter(Boolean).join(", ")}
        </li>
      ))}
      {of.length > MOST_TOLD ? <li>{t("explanationsMore", { count: of.length - MOST_TOLD })}</li> : null}
    </ul>
  );
}
