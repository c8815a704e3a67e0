/** Dossiers asked for: being made, or ready to take away as a page or a PDF. */

import { getLocale, getTranslations } from "next-intl/server";
import { Padded } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { DossierRow } from "@/lib/dossier/rules";
import { wordDate } from "@/lib/i18n/dates";

export async function DossierList({ rows, here }: { rows: readonly DossierRow[]; here: string }) {
  const t = await getTranslations("dossier.list");
  if (rows.length === 0)
    return (
      <Padded>
        <p className="my-4">{t("none")}</p>
      </Padded>
    );
  return (
    <Lines label={t("title")}>
      {rows.map((row) => (
        <DossierLine key={row.id} row={row} here={here} />
      ))}
    </Lines>
  );
}

async function DossierLine({ row, here }: { row: DossierRow; here: string }) {
  const [t, locale] = await Promise.all([getTranslations("dossier.list"), getLocale()]);
  const day = (value: string) => wordDate(locale, value);
  const state =
    row.state === "ready" ? t("ready", { lines: row.lines, day: day(row.readyOn ?? row.until) }) : t(row.state);
  return (
    <Line
      icon={row.state === "asked" ? "hourglass" : "seal"}
      title={t("span", { since: day(row.since), until: day(row.until) })}
      actions={row.state === "empty" ? null : <Ways row={row} here={here} />}
    >
      <p>{state}</p>
      {row.state === "ready" ? <p className="small soft">{t("until", { day: day(row.expiresOn) })}</p> : null}
    </Line>
  );
}

async function Ways({ row, here }: { row: DossierRow; here: string }) {
  const t = await getTranslations("dossier.list");
  if (row.state === "asked") {
    return (
      <LinkButton kind="line" small href={here}>
        {t("refresh")}
      </LinkButton>
    );
  }
  return (
    <>
      <LinkButton kind="line" small icon="download" plain download href={`/api/dossiers/${row.id}/pdf`}>
        {t("pdf")}
      </LinkButton>
      <LinkButton kind="line" small icon="download" plain download href={`/api/dossiers/${row.id}/html`}>
        {t("html")}
      </LinkButton>
    </>
  );
}
