/** A page of the worklist as a table; a date that is near or past says so in words. */
import { getLocale, getTranslations } from "next-intl/server";
import { workTone } from "@/components/request/work-words";
import { TextLink } from "@/components/ui/button";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { WorkRow } from "@/lib/casework/queries-office";
import type { Colleague } from "@/lib/casework/queries-settings";
import type { Team } from "@/lib/casework/schema-settings";
import { wordDate } from "@/lib/i18n/dates";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { isOpenState, isOutcome } from "@/lib/request/rules";
import { PATH } from "./asked";

type Holders = { staff: readonly Colleague[]; teams: readonly Team[] };
type Props = { rows: readonly WorkRow[]; today: CivilDate; soonBy: CivilDate; holders: Holders };

export async function WorkTable({ rows, today, soonBy, holders }: Props) {
  const [t, words, locale] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("casework"),
    getLocale(),
  ]);
  const heldBy = ({ assignedToId, teamId }: WorkRow) => {
    const team = holders.teams.find(({ id }) => id === teamId);
    return holders.staff.find(({ id }) => id === assignedToId)?.name ?? (team ? t("teams", { name: team.name }) : "");
  };
  return (
    <Table<WorkRow>
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "reference",
          header: t("reference"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${PATH}/${row.id}`}>{row.reference}</TextLink>,
        },
        {
          key: "what",
          header: t("what"),
          label: t("what"),
          cell: (row) => [words(`kinds.${row.kind}`), row.childName].filter(Boolean).join(", "),
        },
        { key: "household", header: t("household"), label: t("household"), cell: (row) => row.householdName },
        {
          key: "received",
          header: t("received"),
          label: t("received"),
          cell: (row) => wordDate(locale, parisOf(row.receivedAt).day),
        },
        {
          key: "due",
          header: t("dueOn"),
          label: t("dueOn"),
          cell: (row) => <DueCell row={row} today={today} soonBy={soonBy} />,
        },
        { key: "held", header: t("held"), label: t("held"), cell: heldBy },
        {
          key: "state",
          header: t("state"),
          cell: (row) => <StateCell row={row} />,
        },
      ]}
    />
  );
}

type DueProps = { row: WorkRow; today: CivilDate; soonBy: CivilDate };

async function DueCell({ row: { dueOn, state }, today, soonBy }: DueProps) {
  if (!dueOn) return null;
  const [t, locale] = await Promise.all([getTranslations("casework.office"), getLocale()]);
  const near = dueOn < today ? "late" : dueOn <= soonBy ? "soon" : null;
  return (
    <>
      {wordDate(locale, dueOn)}{" "}
      {near && isOpenState(state) ? <Tag tone={near === "late" ? "bad" : "due"}>{t(`dues.${near}`)}</Tag> : null}
    </>
  );
}

async function StateCell({ row: { state, outcome } }: { row: WorkRow }) {
  const words = await getTranslations("casework");
  const ended = !isOpenState(state) && isOutcome(outcome);
  return (
    <Tag tone={workTone({ state, outcome })}>
      {ended ? words(`outcomes.${outcome}`) : words(`officeStates.${state}`)}
    </Tag>
  );
}
