/** The receipts of what was just done, each to take away once it is sealed, which takes a second or two; until then a link that looks again. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import type { Proof } from "@/lib/journal/rules-receipt";

type Props = {
  proof: Proof;
  /** The page itself, to look again. */
  here: string;
  /** Where the journal shows all of the lines. */
  all: string;
};

export function ProofLinks({ proof, here, all }: Props) {
  const t = useTranslations("journal.proof");
  const { lines, total } = proof;
  const sealed = lines.filter(({ isSealed }) => isSealed);
  const isWaiting = sealed.length < lines.length || lines.length === 0;
  return (
    <>
      {sealed.map(({ id }, index) => (
        <p key={id}>
          <TextLink href={`/api/recepisses/${id}`} download className="link">
            {total === 1 ? t("take") : t("takeOne", { number: index + 1, total })}
          </TextLink>
        </p>
      ))}
      {isWaiting ? (
        <p>
          {t("soon")}{" "}
          <TextLink href={here} className="link">
            {t("again")}
          </TextLink>
        </p>
      ) : null}
      <p>
        <TextLink href={all} className="link">
          {total > lines.length ? t("all", { total }) : t("journal")}
        </TextLink>
      </p>
    </>
  );
}
