/** Reference and receipt of a change that was saved just now. */
import { useTranslations } from "next-intl";
import type { Proof } from "@/lib/journal/rules-receipt";
import { ProofLinks } from "./proof-links";

export function SavedProof({ proof, here }: { proof: Proof | null; here: string }) {
  const t = useTranslations("journal.proof");
  const [line] = proof?.lines ?? [];
  if (!proof || !line) return null;
  return (
    <>
      <p className="small">
        {t("reference")} <code>{line.id}</code>
      </p>
      <ProofLinks proof={{ ...proof, total: 1 }} here={here} all="/journal" />
    </>
  );
}
