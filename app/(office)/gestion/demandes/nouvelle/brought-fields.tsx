/** By which way it came and when: the same two fields on each paper form. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";

export const channels = ["paper", "phone", "counter", "mail"] as const;

export async function BroughtFields({ today }: { today: string }) {
  const [t, words] = await Promise.all([getTranslations("casework.paper"), getTranslations("casework.channels")]);
  return (
    <div className="field-row">
      <Select
        name="channel"
        label={t("channel")}
        options={channels.map((one) => ({ value: one, label: words(one) }))}
      />
      <DateField name="receivedOn" label={t("receivedOn")} defaultValue={today} max={today} />
    </div>
  );
}
