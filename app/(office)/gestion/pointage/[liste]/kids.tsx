/** The children of a sheet by class, with what the gate must know of each, worded for the reader. */
import { getTranslations } from "next-intl/server";
import { GatePeople } from "@/components/attendance/gate-people";
import type { MarkChoice } from "@/components/attendance/kid-marks";
import { KidRow } from "@/components/attendance/kid-row";
import { Section } from "@/components/layout/leaf";
import type { sheetOf } from "@/lib/attendance/queries";
import { markOf, notesDeparture } from "@/lib/attendance/rules";
import { grades } from "@/lib/household/schema";
import type { Locale } from "@/lib/i18n/locale";

export type Sheet = NonNullable<Awaited<ReturnType<typeof sheetOf>>>;
type Row = Sheet["rows"][number];
type KidsProps = { sheet: Sheet; locale: Locale; disabled: boolean };

export async function Kids({ sheet, disabled }: KidsProps) {
  const t = await getTranslations("attendance.sheet");
  const choices: MarkChoice[] = [
    { value: "present", label: t("present1"), absent: false, icon: "check" },
    { value: "absent", label: t("absent1"), absent: true, icon: "cross" },
    { value: "absent_justified", label: t("justified"), absent: true, icon: "document" },
  ];
  const classes = [...new Set(sheet.rows.map((row) => row.grade))].sort((a, b) => rankOf(a) - rankOf(b));
  const departureLabel = notesDeparture(sheet.activity.kind) ? t("departed") : null;
  return classes.map((grade) => (
    <Section key={grade ?? ""} title={grade ?? t("noGrade")}>
      <ul className="kids">
        {sheet.rows
          .filter((row) => row.grade === grade)
          .map((row) => (
            <Kid
              key={row.childId}
              row={row}
              choices={row.isBooked ? choices : choices.slice(0, 2)}
              departureLabel={departureLabel}
              disabled={disabled}
            />
          ))}
      </ul>
    </Section>
  ));
}

function rankOf(grade: string | null): number {
  const rank = grade === null ? -1 : (grades as readonly string[]).indexOf(grade);
  return rank < 0 ? grades.length : rank;
}

type KidProps = { row: Row; choices: readonly MarkChoice[]; departureLabel: string | null; disabled: boolean };

async function Kid({ row, choices, departureLabel, disabled }: KidProps) {
  const t = await getTranslations("attendance.sheet");
  const { gate } = row;
  const name = `${row.firstName} ${row.lastName}`;
  const diet = `diets.${gate?.diet}` as Parameters<typeof t>[0];
  const forbidden = (gate?.people ?? []).filter((person) => person.kind === "forbidden");
  const alerts = [
    ...forbidden.map((person) => t("notWith", { name: person.name })),
    ...(gate?.allergies ? [t("allergies", { text: gate.allergies })] : []),
    ...(gate?.hasPai ? [t("pai")] : []),
  ];
  const notes = [
    ...(gate && gate.diet !== "standard" && t.has(diet) ? [t(diet)] : []),
    ...(gate?.mayLeaveAlone && departureLabel ? [t("alone")] : []),
  ];
  return (
    <KidRow
      childId={row.childId}
      name={name}
      grade={row.grade}
      chosen={row.status ? markOf(row.status) : ""}
      departed={row.departedAt ?? ""}
      choices={choices}
      departureLabel={departureLabel}
      unbooked={row.isBooked ? null : t("unbooked")}
      alerts={alerts}
      notes={notes}
      disabled={disabled}
    >
      <GatePeople
        summary={t("who")}
        about={t("whoOf", { name })}
        none={t("nobody")}
        people={(gate?.people ?? []).map((person) => ({ ...person, kindLabel: t(`kinds.${person.kind}`) }))}
      />
    </KidRow>
  );
}
