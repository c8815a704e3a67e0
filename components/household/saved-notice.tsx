/** What a page says when one comes back to it from a form that was saved. */
import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

export function SavedNotice({ shown }: { shown: boolean }) {
  const t = useTranslations("household.saved");
  if (!shown) return null;
  return (
    <Notice tone="ok" title={t("title")} live>
      {t("journal")}
    </Notice>
  );
}
