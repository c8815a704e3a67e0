/** Why a record is opened: chosen from a closed list and sent again with the page, so that the family reads it in its journal. */
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { type Purpose, purposes } from "@/lib/household/schema-office";

export function PurposeForm({ path, purpose }: { path: string; purpose: Purpose }) {
  const t = useTranslations("household.office");
  return (
    <form action={path} method="get" className="no-print">
      <div className="field">
        <label htmlFor="motif">{t("purpose.label")}</label>
        <span className="hint" id="motif-hint">
          {t("purpose.hint")}
        </span>
        <div className="form-actions">
          <select id="motif" name="motif" className="select" defaultValue={purpose} aria-describedby="motif-hint">
            {purposes.map((one) => (
              <option key={one} value={one}>
                {t(`purposes.${one}`)}
              </option>
            ))}
          </select>
          <Button type="submit" kind="line" small>
            {t("purpose.change")}
          </Button>
        </div>
      </div>
    </form>
  );
}
