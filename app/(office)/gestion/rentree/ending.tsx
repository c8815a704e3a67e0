/** A draft ends in one of two ways: published once, or undone without a trace on any child. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { publish, undo } from "./actions";

export async function Ending({ rolloverId, undecided }: { rolloverId: string; undecided: number }) {
  const [t, form] = await Promise.all([getTranslations("rollover"), getTranslations("ui.form")]);
  const hidden = () => ({ rolloverId, _key: newSecret() });
  return (
    <Section title={t("endTitle")}>
      {undecided > 0 ? (
        <Notice tone="warn" inset title={t("undecidedTitle", { count: undecided })}>
          {t("undecidedText")}
        </Notice>
      ) : (
        <div className="mt-4">
          <ActionForm action={publish} texts={formTexts(form)} hidden={hidden()} prefix="publish">
            <ConfirmButton label={t("publish")} question={t("publishQuestion")} confirm={t("publishConfirm")} />
          </ActionForm>
        </div>
      )}
      <div className="mt-4">
        <ActionForm action={undo} texts={formTexts(form)} hidden={hidden()} prefix="undo">
          <ConfirmButton kind="line" label={t("undo")} question={t("undoQuestion")} confirm={t("undoConfirm")} />
        </ActionForm>
      </div>
    </Section>
  );
}
