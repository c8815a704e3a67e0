/** One line: its stops by direction, and the stop of each child. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { busLine, childrenOfLine, ridesOf, stopsOf } from "@/lib/transport/queries";
import { directions } from "@/lib/transport/rules";
import { Rides } from "./rides";
import { Stops } from "./stops";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export default async function BusLinePage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const { tx, scope, today } = await officePage("transport.manage", `/gestion/transport/${encodeURIComponent(id)}`);
  const line = isId(id) ? await busLine(tx, scope, id) : null;
  if (!line) notFound();
  const [locale, t, stops, rides, children] = await Promise.all([
    getLocale(),
    getTranslations("transport"),
    stopsOf(tx, id),
    ridesOf(tx, id, today),
    childrenOfLine(tx, scope, id),
  ]);
  return (
    <Desk
      title={locale === "fr" ? line.nameFr : line.nameEn}
      dateline={line.site.name}
      back={{ href: "/gestion/transport", label: t("back") }}
      notice={fait ? <Notice tone="ok" live title={t("saved")} /> : null}
    >
      <div className="form-actions mt-4">
        {directions.map((direction) => (
          <LinkButton
            key={direction}
            href={`/gestion/transport/${id}/feuille?sens=${direction}`}
            kind="line"
            icon="print"
          >
            {t(`sheets.${direction}`)}
          </LinkButton>
        ))}
      </div>
      {directions.map((direction) => (
        <Section key={direction} title={t(`directions.${direction}`)}>
          <Stops activityId={id} direction={direction} stops={stops.filter((stop) => stop.direction === direction)} />
        </Section>
      ))}
      <Section title={t("children")}>
        <Rides line={line} rides={rides} stops={stops} people={children} />
      </Section>
    </Desk>
  );
}
