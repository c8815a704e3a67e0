/** The sheet of the bus on paper: children by stop, in the order of the line, with what the escort must know. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { EmptyState } from "@/components/ui/notice";
import { wordDay, wordTime } from "@/lib/i18n/dates";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { busLine, busSheet } from "@/lib/transport/queries";
import { directions } from "@/lib/transport/rules";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport"))("sheetTitle") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ sens?: string; jour?: string }> };
type Groups = NonNullable<Awaited<ReturnType<typeof busSheet>>>["groups"];

export default async function BusSheetPage({ params, searchParams }: Props) {
  const [{ id }, { sens, jour }] = await Promise.all([params, searchParams]);
  const direction = directions.find((one) => one === sens) ?? "homeward";
  const asked = jour && isCivilDate(jour) ? jour : null;
  const here = `/gestion/transport/${encodeURIComponent(id)}`;
  const path = `${here}/feuille?sens=${direction}${asked ? `&jour=${asked}` : ""}`;
  const visit = await officePage("transport.manage", path);
  const line = isId(id) ? await busLine(visit.tx, visit.scope, id) : null;
  if (!line) notFound();
  const day = asked ?? visit.today;
  const wish = { activityId: id, day, direction };
  const found = await tracedRead(visit, (context) => busSheet(context, visit.scope, wish));
  const [locale, t] = await Promise.all([getLocale(), getTranslations("transport")]);
  const name = locale === "fr" ? line.nameFr : line.nameEn;
  return (
    <PrintSheet
      title={`${name}, ${t(`directions.${direction}`)}`}
      head={`${line.site.name}, ${wordDay(locale, day)}`}
      tools={
        <>
          <BackLink href={here}>{t("backToLine")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
        </>
      }
    >
      {found ? (
        <StopTables groups={found.groups} />
      ) : (
        <EmptyState icon="bus" title={t("noBusTitle")}>
          {t("noBus")}
        </EmptyState>
      )}
    </PrintSheet>
  );
}

async function StopTables({ groups }: { groups: Groups }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("transport")]);
  return groups.map(({ stop, children }) => (
    <table key={stop?.id ?? ""} className="table">
      <caption>{stop ? `${wordTime(locale, stop.time)}, ${stop.name}` : t("withoutStop")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("child")}</th>
          <th scope="col">{t("there")}</th>
          <th scope="col">{t("notes")}</th>
        </tr>
      </thead>
      <tbody>
        {children.length === 0 ? (
          <tr>
            <td colSpan={3}>{t("nobodyHere")}</td>
          </tr>
        ) : null}
        {children.map((row) => (
          <tr key={row.childId}>
            <th scope="row">
              {row.lastName} {row.firstName}
            </th>
            <td>
              <Icon name="box" size="small" />
            </td>
            <td>
              <Notes gate={row.gate} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  ));
}

type Gate = Groups[number]["children"][number]["gate"];

async function Notes({ gate }: { gate: Gate }) {
  const [t, sheet] = await Promise.all([getTranslations("transport"), getTranslations("attendance.sheet")]);
  const names = (kind: "authorised" | "forbidden") =>
    (gate?.people ?? []).filter((person) => person.kind === kind).map((person) => person.name);
  const notes = [
    ...names("forbidden").map((name) => sheet("notWith", { name })),
    ...(gate?.allergies ? [sheet("allergies", { text: gate.allergies })] : []),
    ...(gate?.hasPai ? [sheet("pai")] : []),
    gate?.mayLeaveAlone ? sheet("alone") : t("handTo", { names: names("authorised").join(", ") }),
  ];
  return notes.join(". ");
}
