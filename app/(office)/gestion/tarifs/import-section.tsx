/** Brings a commune file into the draft; its faults are told by their place. */
import { getTranslations } from "next-intl/server";
import { FileForm } from "@/components/rules/file-form";
import { Disclosure } from "@/components/ui/disclosure";
import { bring } from "./actions";

export async function ImportSection() {
  const [t, words] = await Promise.all([getTranslations("rules.import"), getTranslations("ui.form")]);
  const texts = { refused: words("refused"), pending: words("pending"), submit: t("submit"), file: t("file") };
  return (
    <section className="mt-6">
      <Disclosure summary={t("title")}>
        <p className="soft mb-4">{t("text")}</p>
        <FileForm action={bring} texts={texts} accept=".json,application/json" />
      </Disclosure>
    </section>
  );
}
