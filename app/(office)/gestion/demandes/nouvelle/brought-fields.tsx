/** By which way it came, when, and in whose name: the same fields on each paper form. */
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

/** One adult with an account, or the household as a whole. */
export async function AskerField({ adults }: { adults: readonly { id: string; name: string }[] }) {
  const t = await getTranslations("casework.paper");
  const options = adults.map(({ id, name }) => ({ value: id, label: name }));
  return <Select name="accountId" label={t("asker")} options={[{ value: "", label: t("theHousehold") }, ...options]} />;
}
