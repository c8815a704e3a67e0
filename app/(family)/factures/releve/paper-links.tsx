/** From the invoices to what sums them up: the account statement and the tax certificate. */
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";

export async function PaperLinks() {
  const t = await getTranslations("certificate");
  return (
    <>
      <LinkButton kind="quiet" icon="list" href="/factures/releve">
        {t("statement.title")}
      </LinkButton>
      <LinkButton kind="quiet" icon="document" href="/factures/attestation">
        {t("tax.title")}
      </LinkButton>
    </>
  );
}
