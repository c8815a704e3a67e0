/** The children entrusted to somebody who is not their parent: what may be done, and the way to stop. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Leaf, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { type Entrusted, entrustedChildren } from "@/lib/delegation/queries";
import { wordDate, wordList } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { familyPage } from "@/lib/server/page";
import { stopHelping } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.entrusted"))("title") };
}

export default async function EntrustedPage() {
  const { tx, scope } = await familyPage("entrusted.act", "/confies");
  const [t, children] = await Promise.all([getTranslations("parents.entrusted"), entrustedChildren(tx, scope)]);
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      {children.length === 0 ? (
        <EmptyState icon="people" title={t("none")}>
          {null}
        </EmptyState>
      ) : (
        children.map((child) => <ChildPart key={child.id} child={child} />)
      )}
    </Leaf>
  );
}

async function ChildPart({ child }: { child: Entrusted }) {
  const [t, words, ui, locale] = await Promise.all([
    getTranslations("parents.entrusted"),
    getTranslations("parents.delegation"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const { id, childId, firstName, by, rights, until } = child;
  const own = rights.map((right) => words(right));
  return (
    <Section title={firstName}>
      <Lines>
        <Line
          icon="people"
          title={t("by", { name: by })}
          actions={
            rights.includes("canSee") ? (
              <LinkButton href={`/confies/${childId}`}>{t("open", { name: firstName })}</LinkButton>
            ) : null
          }
        >
          <p>{wordList(locale, own)}</p>
          <p className="small soft">
            {words("until")} {wordDate(locale, until)}
          </p>
          {rights.includes("canCollect") ? <p>{t("collect", { name: firstName })}</p> : null}
        </Line>
        <Line quiet>
          <ActionForm action={stopHelping} texts={formTexts(ui)} hidden={{ delegationId: id }} prefix={id}>
            <ConfirmButton
              label={t("giveBack")}
              question={t("giveBackQuestion", { name: firstName })}
              confirm={t("giveBack")}
              kind="line"
            />
          </ActionForm>
        </Line>
      </Lines>
    </Section>
  );
}
