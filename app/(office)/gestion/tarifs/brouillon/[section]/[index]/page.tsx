/** The form of one rule of the draft, made from the schema of the commune file. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { RuleForm, type RuleFormData } from "@/components/rules/rule-form";
import type { RuleTexts } from "@/components/rules/rule-texts";
import { type Draft, draftOf } from "@/lib/draft/queries";
import { fingerprint, ruleAt, rulesIn } from "@/lib/draft/rules-document";
import { write } from "@/lib/editor/rules-fields";
import { formOf } from "@/lib/editor/rules-form";
import { type Section, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import type { Locale } from "@/lib/i18n/locale";
import { officePage } from "@/lib/server/page";
import { sectionWords } from "@/lib/wording/rules-names";
import { edit } from "../../actions";
import { NoDraft } from "../../no-draft";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules.draft"))("title") };
}

type Props = { params: Promise<{ section: string; index: string }> };

export default async function RulePage({ params }: Props) {
  const { section: slug, index } = await params;
  const address = `/gestion/tarifs/brouillon/${encodeURIComponent(slug)}/${encodeURIComponent(index)}`;
  const visit = await officePage("activity.manage", address);
  const section = sectionOf(slug);
  const isNew = index === "nouveau";
  if (!section || !(isNew ? section.isList : /^\d{1,3}$/.test(index))) notFound();
  const [t, locale, draft] = await Promise.all([getTranslations("rules"), getLocale(), draftOf(visit.tx)]);
  if (!draft) return <NoDraft />;
  if (!isNew && Number(index) >= rulesIn(draft.document, section).length) notFound();
  const { title } = sectionWords(locale, slug);
  const back = section.isList
    ? { href: `/gestion/tarifs/brouillon/${slug}`, label: title }
    : { href: "/gestion/tarifs/brouillon", label: t("draft.back") };
  const name = isNew
    ? t("form.new", { section: title })
    : t("form.edit", { section: title, number: Number(index) + 1 });
  return (
    <Desk title={section.isList ? name : title} lead={t("form.lead")} back={back}>
      <RuleForm
        action={edit}
        start={drawn(draft, section, { index: isNew ? null : Number(index), locale })}
        hidden={{ section: slug, index }}
        texts={await ruleTexts()}
      />
    </Desk>
  );
}

type Drawing = { index: number | null; locale: Locale };

function drawn({ document, file }: Draft, section: Section, { index, locale }: Drawing): RuleFormData {
  const shape = shapeOfSection(section);
  const rule = index === null ? undefined : ruleAt(document, section, index);
  const context = { locale, file, faults: new Map<string, string>(), key: section.path.at(-1) ?? "" };
  const base = fingerprint(rule);
  return { nodes: formOf(shape, write(shape, rule), context), base, stamp: base };
}

async function ruleTexts(): Promise<RuleTexts> {
  const t = await getTranslations("rules.form");
  return {
    ...{ required: t("required"), choose: t("choose"), chooseOf: t("chooseOf", { label: "{label}" }) },
    ...{ add: t("add"), remove: t("remove"), up: t("up"), down: t("down") },
    ...{ addFact: t("addFact"), removeFact: t("removeFact"), addWay: t("addWay"), addOtherWay: t("addOtherWay") },
    ...{ removeWay: t("removeWay"), noCondition: t("noCondition"), pending: t("pending"), save: t("save") },
    faultTitle: t("faultTitle"),
  };
}
