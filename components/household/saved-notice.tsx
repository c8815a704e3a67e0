/** What a page says when one comes back to it from a form that was saved. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";

/** `proof` is the receipt of what was saved, where there is one to give. */
export function SavedNotice({ shown, proof }: { shown: boolean; proof?: ReactNode }) {
  const t = useTranslations("household.saved");
  if (!shown) return null;
  return (
    <Notice tone="ok" title={t("title")} live>
      <p>{t("journal")}</p>
      {proof}
    </Notice>
  );
}
