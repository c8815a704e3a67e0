/** What the record of processing says besides the durations (GDPR art. 30): what for, who receives, who answers for it. In the words of the public page. */
import { getTranslations } from "next-intl/server";
import { type Office, OfficeDetails, Prose } from "@/components/public/prose";

const purposes = ["service", "money", "proof", "consent", "health"] as const;

type Props = { identity: { name: string; address: string }; dpo: Office };

export async function Register({ identity, dpo }: Props) {
  const t = await getTranslations("public.data");
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
