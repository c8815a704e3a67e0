/** Asks for the year of a certificate, and for whom where there are several payers; without any script. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { Button } from "@/components/ui/button";

type Props = {
  page: string;
  year: number;
  years: readonly number[];
  payers?: readonly { id: string; name: string }[];
  payerId?: string;
};

export async function YearFields({ page, year, years, payers = [], payerId }: Props) {
  const [t, words] = await Promise.all([getTranslations("certificate.tax"), getTranslations("certificate")]);
  const all = [...new Set([year, ...years])].sort((a, b) => b - a);
  return (
    <form action={page} method="get" className="field-bar py-3 no-print">
      {payers.length > 1 && payerId ? (
        <Select
          name="payeur"
          label={t("choosePayer")}
          defaultValue={payerId}
          options={payers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Select
        name="annee"
        label={t("year")}
        defaultValue={String(year)}
        options={all.map((one) => ({ value: String(one), label: String(one) }))}
      />
      <Button kind="line" type="submit">
        {words("show")}
      </Button>
    </form>
  );
}
