/** One draw as anybody may read it: what was promised, then the seed, the numbers in order, and who got what. No name. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PhaseTag } from "@/components/booking/phase-tag";
import { Leaf } from "@/components/layout/leaf";
import { Prose } from "@/components/public/prose";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { nameIn } from "@/lib/booking/queries-mail";
import { publicDraw } from "@/lib/draw/queries";
import { wordLimit, wordMoment, wordSpan } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import { openPage } from "@/lib/server/page";
import { PlacesTable, ResultTable } from "./tables";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("draw"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function PublicDrawPage({ params }: Props) {
  const [{ id }, { tx, moment }] = await Promise.all([params, openPage()]);
  const found = isId(id) ? await publicDraw(tx, id, moment) : null;
  if (!found) notFound();
  const { line, published, tickets } = found;
  const [t, locale] = await Promise.all([getTranslations("draw"), getLocale()]);
  const span = wordSpan(locale, { from: line.firstDay, to: line.lastDay, year: true });
  const window = { opens: wordMoment(locale, line.opensAt), closes: wordLimit(locale, line.closesAt) };
  return (
    <Leaf
      title={line.label}
      lead={t("family.about", { activity: nameIn(locale, line), site: line.siteName, span })}
      back={{ href: "/tirages", label: t("public.back") }}
    >
      <Prose title={t("public.promise")}>
        <p>
          <PhaseTag phase={line.phase} label={t(`phases.${line.phase}`)} />
        </p>
        <p>{t("public.promiseText")}</p>
        <DefinitionList
          items={[
            { term: t("public.window"), value: t("public.windowText", window) },
            { term: t("public.commitment"), value: <code className="break-all">{line.commitment}</code> },
            {
              term: t("public.seed"),
              value: published ? <code className="break-all">{published.seed}</code> : t("public.notYet"),
            },
            { term: t("public.tickets"), value: published ? published.tickets.length : tickets },
          ]}
        />
      </Prose>
      {published ? (
        <>
          <Prose title={t("public.places")}>
            <PlacesTable published={published} />
          </Prose>
          <Prose title={t("public.result")}>
            <p>{t("public.anonymous")}</p>
            <ResultTable published={published} />
          </Prose>
          <Prose title={t("public.check")}>
            <p>{t("public.checkText")}</p>
            <p>{t("public.checkCommand")}</p>
            <p>
              <LinkButton href={`/api/tirages/${line.id}`} kind="line" icon="download" download>
                {t("public.download")}
              </LinkButton>
            </p>
          </Prose>
        </>
      ) : null}
    </Leaf>
  );
}
