/** What goes along with a new request: documents given already, and new ones, encrypted while the form is filled in. */
import { getLocale, getTranslations } from "next-intl/server";
import { JoinNew } from "@/components/document/deposit/join-new";
import { CheckboxGroup } from "@/components/forms/choices";
import type { FamilyScope } from "@/lib/access/gate";
import { keysFor } from "@/lib/document/queries";
import { attachableKinds, joinableDocuments } from "@/lib/document/queries-giver";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Visit } from "@/lib/server/page";
import { wordsOf } from "../../form-words";

type Props = {
  visit: Visit<FamilyScope>;
  householdIds: readonly string[];
  /** About a child, perhaps: else no document about one is offered. */
  hasChild: boolean;
  isPrivate: boolean;
};

export async function JoinFields(props: Props) {
  const t = await getTranslations("attachment.new");
  return (
    <fieldset className="field min-w-0">
      <legend>{t("title")}</legend>
      <p className="hint">{t("lead")}</p>
      <Given {...props} />
      <noscript>
        <p>{t("noScript")}</p>
      </noscript>
      <Fresh {...props} />
    </fieldset>
  );
}

async function Given({ visit, householdIds, isPrivate }: Props) {
  const [t, locale, ...lists] = await Promise.all([
    getTranslations("attachment"),
    getLocale(),
    ...householdIds.map((householdId) =>
      joinableDocuments(visit.tx, visit.scope, { householdId, childId: null, isPrivate }),
    ),
  ]);
  const choices = lists.flat().map((one) => {
    const name = [locale === "fr" ? one.kind.nameFr : one.kind.nameEn, one.child?.firstName].filter(Boolean).join(", ");
    const day = wordDate(locale, parisOf(one.submittedAt ?? visit.now).day);
    return { value: one.id, label: t("givenOne", { name, day }) };
  });
  if (choices.length === 0) return null;
  return <CheckboxGroup name="documentIds[]" legend={t("givenLabel")} choices={choices} />;
}

async function Fresh({ visit, hasChild }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations("attachment.new"), getLocale(), wordsOf("document")]);
  const owner = visit.passport.accountId;
  const [kinds, keys] = await Promise.all([
    attachableKinds(visit.tx, locale, { childId: hasChild ? "any" : null }),
    keysFor(visit.tx, owner),
  ]);
  if (!keys || kinds.length === 0) return null;
  return (
    <JoinNew
      kinds={kinds}
      keys={keys}
      owner={owner}
      words={words.deposit}
      locale={locale}
      chooseChild={t("chooseChild")}
    />
  );
}
