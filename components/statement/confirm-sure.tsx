/** The sure matches and the one click that confirms them, after a last look. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type ConfirmSureProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  count: number;
  /** Where the sure matches are listed. */
  see: string;
};

export async function ConfirmSure({ action, texts, hidden, count, see }: ConfirmSureProps) {
  const t = await getTranslations("statement.sure");
  return (
    <Section title={t("title", { count })}>
      <p className="soft pt-3 pb-4">
        {t("text")} <TextLink href={see}>{t("see")}</TextLink>
      </p>
      <ActionForm action={action} texts={texts} hidden={hidden} prefix="sure">
        <SubmitButton kind="due">{t("button", { count })}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
