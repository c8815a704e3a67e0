/** The letters of a day as they were sent, one a page, for the post. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { LetterSheet } from "@/components/dunning/letter-sheet";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink } from "@/components/ui/button";
import { lettersOn } from "@/lib/dunning/queries-letter";
import { letterSchema } from "@/lib/dunning/schema";
import { wordDate } from "@/lib/i18n/dates";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.reminders"))("letters") };
}

type Props = { searchParams: Promise<{ jour?: string | string[] }> };

export default async function LettersPage({ searchParams }: Props) {
  const { jour } = await searchParams;
  const visit = await officePage("billing.consult", "/gestion/facturation/relances/lettres");
  if (typeof jour !== "string" || !isCivilDate(jour)) notFound();
  const letters = await tracedRead(visit, (context) => lettersOn(context, jour));
  if (letters.length === 0) notFound();
  const [t, words, locale] = await Promise.all([
    getTranslations("dunning.reminders"),
    getTranslations("dunning.letter"),
    getLocale(),
  ]);
  return (
    <PrintSheet
      title={<span className="no-print">{`${t("letters")}, ${wordDate(locale, jour)}`}</span>}
      tools={
        <>
          <BackLink href="/gestion/facturation/relances">{t("title")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
        </>
      }
    >
      {letters.map(({ id, letter, dueCents }) => (
        <div key={id} className="letter-page">
          <LetterSheet letter={letterSchema.parse(letter)} sentOn={jour} dueCents={dueCents} words={words} titled />
        </div>
      ))}
    </PrintSheet>
  );
}
