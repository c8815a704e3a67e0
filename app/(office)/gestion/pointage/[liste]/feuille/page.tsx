/** The same list on paper: boxes to tick, what must be known, empty lines for those who were not expected. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { sheetOf } from "@/lib/attendance/queries";
import { isThere } from "@/lib/attendance/rules";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordDay } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import type { Sheet } from "../kids";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendance.paper"))("title") };
}

type Props = { params: Promise<{ liste: string }> };

export default async function PaperPage({ params }: Props) {
  const { liste } = await params;
  const visit = await officePage("attendance.record", `/gestion/pointage/${encodeURIComponent(liste)}/feuille`);
  const sheet = isId(liste) ? await tracedRead(visit, (context) => sheetOf(context, visit.scope, liste)) : null;
  if (!sheet) notFound();
  const [locale, t, commune] = await Promise.all([getLocale(), getTranslations("attendance.paper"), communeIdentity()]);
  const activity = locale === "fr" ? sheet.activity.nameFr : sheet.activity.nameEn;
  return (
    <PrintSheet
      title={activity}
      head={t("head", { commune: commune.name, site: sheet.activity.site.name, day: wordDay(locale, sheet.day) })}
      tools={
        <>
          <BackLink href={`/gestion/pointage/${liste}`}>{t("back")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
        </>
      }
    >
      <PaperTable sheet={sheet} caption={t("caption", { count: sheet.counts.expected })} />
      <p className="small soft">{t("warning")}</p>
    </PrintSheet>
  );
}

const FREE_LINES = ["a", "b", "c", "d"];

async function PaperTable({ sheet, caption }: { sheet: Sheet; caption: string }) {
  const t = await getTranslations("attendance.paper");
  return (
    <table className="table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {(["name", "grade", "present", "absent", "departure", "notes"] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sheet.rows.map((row) => (
          <PaperRow key={row.childId} row={row} />
        ))}
      </tbody>
      <tbody>
        <tr>
          <th scope="rowgroup" colSpan={6}>
            {t("free")}
          </th>
        </tr>
        {FREE_LINES.map((line) => (
          <tr key={line}>
            <td colSpan={6}>{"\u00a0"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function PaperRow({ row }: { row: Sheet["rows"][number] }) {
  const [t, sheet] = await Promise.all([getTranslations("attendance.paper"), getTranslations("attendance.sheet")]);
  const { gate } = row;
  const diet = `diets.${gate?.diet}` as Parameters<typeof sheet>[0];
  const notes = [
    ...(gate?.people ?? [])
      .filter((person) => person.kind === "forbidden")
      .map((person) => t("forbidden", { name: person.name })),
    ...(gate?.allergies ? [sheet("allergies", { text: gate.allergies })] : []),
    ...(gate?.hasPai ? [sheet("pai")] : []),
    ...(gate && gate.diet !== "standard" && sheet.has(diet) ? [sheet(diet)] : []),
    ...(row.isBooked ? [] : [sheet("unbooked")]),
  ];
  const box = (ticked: boolean) => <Icon name={ticked ? "check" : "box"} size="small" />;
  return (
    <tr>
      <th scope="row">
        {row.lastName} {row.firstName}
      </th>
      <td>{row.grade ?? ""}</td>
      <td>{box(isThere(row.status))}</td>
      <td>{box(row.status !== null && !isThere(row.status))}</td>
      <td>{row.departedAt ?? ""}</td>
      <td>{notes.join(". ")}</td>
    </tr>
  );
}
