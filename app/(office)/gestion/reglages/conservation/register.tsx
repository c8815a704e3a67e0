/** What the record of processing says besides the durations (GDPR art. 30): what for, who receives, who answers for it. In the words of the public page. */
import { getTranslations } from "next-intl/server";
import { OfficeDetails, Prose } from "@/components/public/prose";
import { settingsOf } from "@/lib/commune/queries";
import type { Tx } from "@/lib/server/db";

const purposes = ["service", "money", "proof", "consent", "health"] as const;

export async function Register({ tx }: { tx: Tx }) {
  const [t, { identity, dpo }] = await Promise.all([
    getTranslations("public.data"),
    settingsOf(tx, ["identity", "dpo"]),
  ]);
  const town = identity.name;
  return (
    <Prose title={t("why")}>
      <p>{t("controller", { town, address: identity.address || town })}</p>
      <ul>
        {purposes.map((purpose) => (
          <li key={purpose}>{t(`purposes.${purpose}`)}</li>
        ))}
      </ul>
      <p>{t("whoText")}</p>
      <OfficeDetails office={{ ...dpo, name: dpo.name || t("dpo") }} missing={t("dpoMissing")} />
    </Prose>
  );
}
