/** Asks for the days of a statement: a form that asks for a page, without any script. */
import { getTranslations } from "next-intl/server";
import { DateField } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import type { Period } from "@/lib/certificate/schema";

export async function PeriodFields({ page, period }: { page: string; period: Period }) {
  const [t, words] = await Promise.all([getTranslations("certificate.statement"), getTranslations("certificate")]);
  return (
    <form action={page} method="get" className="field-bar py-3 no-print">
      <DateField name="du" label={t("since")} defaultValue={period.since} />
      <DateField name="au" label={t("until")} defaultValue={period.until} />
      <Button kind="line" type="submit">
        {words("show")}
      </Button>
    </form>
  );
}
