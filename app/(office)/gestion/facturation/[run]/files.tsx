/** How many PDFs the worker has made. Without a script the page comes back by itself; the work goes on when it is left. */
import { getTranslations } from "next-intl/server";
import { KeepFresh } from "@/components/invoice/keep-fresh";
import { Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import type { Files } from "@/lib/invoice/queries-runs";

export async function FilesSection({ files }: { files: Files }) {
  const t = await getTranslations("invoice.office.run");
  const { done, total, isStopped } = files;
  if (done >= total) return <Notice tone="ok" inset title={t("pdfDone", { total })} />;
  return (
    <Section title={t("pdfTitle")}>
      <Progress value={done} max={total} label={t("pdfTitle")}>
        {t("pdfProgress", { done, total })}
      </Progress>
      {isStopped ? (
        <Notice tone="error" inset>
          {t("pdfDead")}
        </Notice>
      ) : (
        <p className="soft">{t("pdfLeave")}</p>
      )}
      {isStopped ? null : <KeepFresh />}
    </Section>
  );
}
