/** What happened to an invoice, in words: the same for the family and the office. */
import type { getTranslations } from "next-intl/server";
import { wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { EntryKind } from "@/lib/ledger/rules";

type T = Awaited<ReturnType<typeof getTranslations<"credit.life">>>;

type Moved = {
  kind: EntryKind;
  papers: readonly { kind: "credit_note" | "receipt"; number: string }[];
  /** Of a write-off. */
  decision: string | null;
};

export function lifeText({ kind, papers, decision }: Moved, t: T, locale: Locale): string {
  const number = papers[0]?.number ?? "";
  const names = wordList(
    locale,
    papers.map((paper) => t(`papers.${paper.kind}`, { number: paper.number })),
  );
  switch (kind) {
    case "payment.received":
    case "payment.taken-back":
    case "credit.issued":
      return t(`kinds.${kind}`, { number });
    case "credit.used":
      return t("kinds.credit.used", { papers: names });
    case "debt.written-off":
      return t("kinds.debt.written-off", { decision: decision ?? "" });
    case "payment.classified":
    case "claim.handed":
    case "claim.returned":
    case "claim.collected":
      return t(`kinds.${kind}`);
    default:
      return t("kinds.other");
  }
}
