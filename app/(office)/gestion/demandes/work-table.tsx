/** A page of the worklist as a table; a date that is near or past says so in words. No cell waits for anything: fifty rows are drawn at once. */
import { getTranslations } from "next-intl/server";
import { workTone } from "@/components/request/work-words";
import { TextLink } from "@/components/ui/button";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Colleague } from "@/lib/casework/queries-settings";
import type { Team } from "@/lib/casework/schema-settings";
import { writeDate } from "@/lib/i18n/dates";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { isOpenState, isOutcome } from "@/lib/request/rules";
import type { WorkRow } from "@/lib/workload/queries-work";
import { PATH } from "./asked";

type Holders = { staff: readonly Colleague[]; teams: readonly Team[] };
type Near = "late" | "soon";
type Props = { rows: readonly WorkRow[]; today: CivilDate; soonBy: CivilDate; holders: Holders };

export async function WorkTable({ rows, today, soonBy, holders }: Props) {
  const [t, words] = await Promise.all([getTranslations("casework.office"), getTranslations("casework")]);
  const headed = (name: "what" | "household" | "received" | "dueOn" | "held") => ({ header: t(name), label: t(name) });
  const dues = { late: t("dues.late"), soon: t("dues.soon") };
  const dayOf = ({ dueOn }: WorkRow) => (dueOn ? writeDate(dueOn) : "");
  const stateOf = ({ state, outcome }: WorkRow) =>
    !isOpenState(state) && isOutcome(outcome) ? words(`outcomes.${outcome}`) : words(`officeStates.${state}`);
  const heldBy = (row: WorkRow) =>
    personOf(row, holders) ?? teamOf(row, holders, (name) => t("teams", { name })) ?? t("holders.nobody");
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
          cell: (row) => (
            <TextLink href={`${PATH}/${row.id}`} className="nowrap">
              {row.reference}
            </TextLink>
          ),
        },
        {
          key: "what",
          ...headed("what"),
          cell: (row) => [words(`kinds.${row.kind}`), row.childName].filter(Boolean).join(", "),
        },
        { key: "household", ...headed("household"), cell: (row) => row.householdName },
        {
          key: "received",
          ...headed("received"),
          cell: (row) => writeDate(parisOf(row.receivedAt).day),
        },
        {
          key: "due",
          ...headed("dueOn"),
          cell: (row) => <DueCell day={dayOf(row)} near={nearOf(row, today, soonBy)} words={dues} />,
        },
        { key: "held", ...headed("held"), cell: heldBy },
        {
          key: "state",
          header: t("state"),
          cell: (row) => <Tag tone={workTone(row)}>{stateOf(row)}</Tag>,
        },
      ]}
    />
  );
}

const personOf = ({ assignedToId }: WorkRow, { staff }: Holders) => staff.find(({ id }) => id === assignedToId)?.name;

function teamOf({ teamId }: WorkRow, { teams }: Holders, say: (name: string) => string): string | undefined {
  const team = teams.find(({ id }) => id === teamId);
  return team && say(team.name);
}

const nearOf = ({ dueOn, state }: WorkRow, today: CivilDate, soonBy: CivilDate): Near | null => {
  if (!dueOn || !isOpenState(state)) return null;
  return dueOn < today ? "late" : dueOn <= soonBy ? "soon" : null;
};

type DueProps = { day: string; near: Near | null; words: Readonly<Record<Near, string>> };

function DueCell({ day, near, words }: DueProps) {
  return (
    <>
      {day} {near ? <Tag tone={near === "late" ? "bad" : "due"}>{words[near]}</Tag> : null}
    </>
  );
}
