/** The ministry's calendar, brought into the draft. */
import { getTranslations } from "next-intl/server";
import { FileForm } from "@/components/rules/file-form";
import { Disclosure } from "@/components/ui/disclosure";
import { bringHolidays } from "./actions";

export async function HolidayImport({ zone }: { zone: string }) {
  const [t, words] = await Promise.all([getTranslations("rules.ics"), getTranslations("ui.form")]);
  const texts = { refused: words("refused"), pending: words("pending"), submit: t("submit"), file: t("file") };
  return (
    <div className="mt-6">
      <Disclosure summary={t("title", { zone })}>
        <p className="soft mb-4">{t("text")}</p>
        <FileForm action={bringHolidays} texts={texts} accept=".ics,text/calendar" prefix="ics" />
      </Disclosure>
    </div>
  );
}
