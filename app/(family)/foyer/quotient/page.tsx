/** A family lets the commune ask the CAF and the MSA for its quotient familial. The service off, the page does not exist. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { AskedLines } from "@/components/quotient/asked-lines";
import { QuotientForm } from "@/components/quotient/quotient-form";
import { TextLink } from "@/components/ui/button";
import { quotientService } from "@/lib/quotient/api-particulier";
import { questionsOf } from "@/lib/quotient/queries";
import { familyPage } from "@/lib/server/page";
import { checkedTexts, onceKey, wordsOf } from "../../form-words";
import { askQuotient } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("outside.quotient"))("title") };
}

type Props = { searchParams: Promise<{ foyer?: string | string[] }> };

export default async function QuotientPage({ searchParams }: Props) {
  const { foyer: given } = await searchParams;
  const foyer = typeof given === "string" ? given : "";
  const { tx, scope } = await familyPage("household.edit", `/foyer/quotient?foyer=${encodeURIComponent(foyer)}`);
  if (!quotientService() || !scope.householdIds.includes(foyer)) notFound();
  const [t, household, locale, words, texts, asked] = await Promise.all([
    getTranslations("outside.quotient"),
    getTranslations("household"),
    getLocale(),
    wordsOf("outside"),
    checkedTexts(),
    questionsOf(tx, scope, foyer),
  ]);
  return (
    <Leaf plain title={t("title")} lead={t("lead")} back={{ href: "/foyer", label: household("back") }}>
      <Padded>
        <QuotientForm
          action={askQuotient}
          texts={{ ...texts, pending: t("pending") }}
          hidden={{ householdId: foyer, ...onceKey() }}
          words={words.quotient}
        />
        <p>
          <TextLink href={`/demandes/nouvelle?objet=quotient&foyer=${foyer}`} className="link">
            {t("other")}
          </TextLink>
        </p>
      </Padded>
      <Section title={t("past.title")}>
        <AskedLines asked={asked} locale={locale} />
      </Section>
    </Leaf>
  );
}
