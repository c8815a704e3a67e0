/** No change is being prepared: a colleague published or discarded it, or none was begun. */
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";

export async function NoDraft() {
  const t = await getTranslations("rules");
  return (
    <Desk title={t("draft.title")} back={{ href: "/gestion/tarifs", label: t("versions.back") }}>
      <EmptyState
        icon="euro"
        level={2}
        title={t("draft.none")}
        action={<LinkButton href="/gestion/tarifs">{t("title")}</LinkButton>}
      >
        {t("draft.noneText")}
      </EmptyState>
    </Desk>
  );
}
