/** A page that cannot be shown, said without blame: what it may be, and two ways on. */
import { useTranslations } from "next-intl";
import { SkipLink } from "@/components/layout/brand";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";

export function DeadEnd({ kind }: { kind: "notFound" | "forbidden" }) {
  const t = useTranslations("ui.states");
  return (
    <>
      <SkipLink />
      <main id="contenu" tabIndex={-1} className="leaf leaf--whole">
        <div className="leaf-head">
          <EmptyState
            icon={kind === "notFound" ? "search" : "lock"}
            level={1}
            title={t(`${kind}Title`)}
            action={
              <div className="form-actions mt-4">
                <LinkButton href="/" plain>
                  {t("backHome")}
                </LinkButton>
                <LinkButton href="/contact" kind="quiet">
                  {t("contact")}
                </LinkButton>
              </div>
            }
          >
            {t(`${kind}Text`)}
          </EmptyState>
        </div>
      </main>
    </>
  );
}
