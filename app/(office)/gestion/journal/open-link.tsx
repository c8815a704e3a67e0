/** The way from a file to its journal; opening it is itself a line there. */
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";

export async function JournalLink({ query }: { query: `foyer=${string}` | `enfant=${string}` }) {
  const t = await getTranslations("trace");
  return (
    <p className="my-4">
      <LinkButton kind="line" small icon="journal" href={`/gestion/journal?${query}`}>
        {t("openJournal")}
      </LinkButton>
    </p>
  );
}
