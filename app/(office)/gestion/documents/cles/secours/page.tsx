/** The recovery procedure, to print: what to do when the office's key is lost. A test rehearses each of its steps (lib/document). */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document.paper"))("title") };
}

const STEPS = ["s1", "s2", "s3", "s4", "s5", "s6"] as const;

export default async function RecoveryPage() {
  await officePage("document.keys", "/gestion/documents/cles/secours");
  const t = await getTranslations("document.paper");
  return (
    <PrintSheet title={t("title")} tools={<PrintButton>{t("print")}</PrintButton>}>
      <div className="prose">
        <p>{t("lead")}</p>
        <h2>{t("when")}</h2>
        <p>{t("whenText")}</p>
        <h2>{t("need")}</h2>
        <p>{t("needText")}</p>
        <h2>{t("steps")}</h2>
        <ol className="list-decimal pl-6">
          {STEPS.map((step) => (
            <li key={step}>{t(step)}</li>
          ))}
        </ol>
        <h2>{t("both")}</h2>
        <p>{t("bothText")}</p>
        <h2>{t("rehearse")}</h2>
        <p>{t("rehearseText")}</p>
        <p className="mt-6">{t("signed")} ........................................................................</p>
      </div>
    </PrintSheet>
  );
}
