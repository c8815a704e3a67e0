/** Turning the pages of the journal: back to the latest, on to the older ones. How many there are is not told: not all are the reader's. */
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { type OfficeChoice, officeAddress } from "@/lib/journal/schema-office";

type Props = { choice: OfficeChoice; next: string | null; path?: string };

export async function Turn({ choice, next, path = "/gestion/journal" }: Props) {
  const t = await getTranslations("trace");
  if (!next && !choice.apres) return null;
  return (
    <nav aria-label={t("pages")} className="form-actions mt-4">
      {choice.apres ? (
        <LinkButton kind="quiet" href={officeAddress({ ...choice, apres: "" }, path)}>
          {t("newest")}
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton kind="line" href={officeAddress({ ...choice, apres: next }, path)}>
          {t("older")}
        </LinkButton>
      ) : null}
    </nav>
  );
}
