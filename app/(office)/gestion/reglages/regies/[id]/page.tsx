/** One régie: its PayFiP contracts, then its settings by section. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { regiesWithSettings } from "@/lib/commune/queries-regie";
import { formTexts } from "@/lib/i18n/form-texts";
import { missingForDatamatrix } from "@/lib/issuance/rules-datamatrix";
import { formatInput } from "@/lib/kernel/money";
import { officePage } from "@/lib/server/page";
import { savePayfipContract, saveRegie } from "../actions";
import { type AskedSection, askedSections, type RegieField, regieFields } from "./fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("regie"))("title") };
}

type Regie = Awaited<ReturnType<typeof regiesWithSettings>>[number];
type Props = { params: Promise<{ id: string }> };

export default async function RegiePage({ params }: Props) {
  const { id } = await params;
  const { tx } = await officePage("regie.settings", `/gestion/reglages/regies/${id}`);
  const [t, regies] = await Promise.all([getTranslations("regie"), regiesWithSettings(tx)]);
  const regie = regies.find((one) => one.id === id);
  if (!regie) notFound();
  return (
    <Desk title={regie.name} lead={t("pageLead")} back={{ href: "/gestion/reglages/regies", label: t("title") }}>
      <Contracts regie={regie} />
      {askedSections.map((section) => (
        <SectionForm key={section} regie={regie} section={section} />
      ))}
    </Desk>
  );
}

async function Contracts({ regie }: { regie: Regie }) {
  const t = await getTranslations("regie.contracts");
  return (
    <Section title={t("title")}>
      <p className="mb-4">{t("lead")}</p>
      {regie.contracts.map((contract) => (
        <Disclosure
          key={contract.id}
          summary={t("summary", {
            numcli: contract.numcli,
            label: contract.label,
            isDefault: String(contract.isDefault),
          })}
        >
          <ContractForm regieId={regie.id} contract={contract} />
        </Disclosure>
      ))}
      <Disclosure summary={t("add")}>
        <ContractForm regieId={regie.id} contract={null} />
      </Disclosure>
    </Section>
  );
}

type ContractProps = { regieId: string; contract: Regie["contracts"][number] | null };

async function ContractForm({ regieId, contract }: ContractProps) {
  const [t, form, save] = await Promise.all([
    getTranslations("regie.contracts"),
    getTranslations("ui.form"),
    getTranslations("settings"),
  ]);
  return (
    <ActionForm
      action={savePayfipContract}
      texts={formTexts(form)}
      prefix={`contract-${contract?.numcli ?? "new"}`}
      hidden={{ regieId, ...(contract && { numcli: contract.numcli }) }}
      labels={{ numcli: t("numcli"), label: t("label") }}
    >
      {contract ? null : <TextInput name="numcli" label={t("numcli")} inputMode="numeric" maxLength={6} short />}
      <TextInput name="label" label={t("label")} defaultValue={contract?.label} />
      <Checkbox name="isDefault" label={t("isDefault")} defaultChecked={contract?.isDefault ?? false} />
      <Checkbox name="cardActive" label={t("cardActive")} defaultChecked={contract?.cardActive ?? true} />
      <Checkbox name="debitActive" label={t("debitActive")} defaultChecked={contract?.debitActive ?? false} />
      <SubmitButton kind="line">{save("save")}</SubmitButton>
    </ActionForm>
  );
}

async function SectionForm({ regie, section }: { regie: Regie; section: AskedSection }) {
  const [t, form, save] = await Promise.all([
    getTranslations("regie"),
    getTranslations("ui.form"),
    getTranslations("settings"),
  ]);
  const values = regie.settings[section] as Record<string, string | number | boolean>;
  const labelOf = (name: string) => t(`fields.${name}` as Parameters<typeof t>[0]);
  const wordOf = (name: string, value: string) =>
    t(`choices.${name}.${value.replaceAll(".", "_")}` as Parameters<typeof t>[0]);
  const missing = section === "treasury" ? missingForDatamatrix(regie.settings.treasury) : [];
  return (
    <Section title={t(`sections.${section}.title`)}>
      <p className="mb-4">{t(`sections.${section}.lead`)}</p>
      {missing.length > 0 ? (
        <Notice tone="warn" inset title={t("datamatrixMissing", { names: missing.map(labelOf).join(", ") })} />
      ) : null}
      <ActionForm
        action={saveRegie}
        texts={formTexts(form)}
        prefix={section}
        hidden={{ regieId: regie.id, section }}
        labels={Object.fromEntries(regieFields[section].map(({ name }) => [name, labelOf(name)]))}
      >
        {regieFields[section].map((field) => (
          <Asked
            key={field.name}
            field={field}
            label={labelOf(field.name)}
            value={values[field.name] ?? ""}
            wordOf={wordOf}
          />
        ))}
        <SubmitButton kind="line">{save("save")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

type AskedProps = {
  field: RegieField;
  label: string;
  value: string | number | boolean;
  wordOf: (name: string, value: string) => string;
};

function Asked({ field, label, value, wordOf }: AskedProps) {
  const { name } = field;
  if (field.look === "box") return <Checkbox name={name} label={label} defaultChecked={value === true} />;
  if (field.look === "choice") {
    const options = field.values.map((one) => ({ value: one, label: wordOf(name, one) }));
    return <Select name={name} label={label} options={options} defaultValue={String(value)} />;
  }
  const shown = field.look === "amount" ? formatInput(Number(value)) : String(value);
  const mode = field.look === "number" ? "numeric" : field.look === "amount" ? "decimal" : undefined;
  return <TextInput name={name} label={label} short={field.look !== "text"} inputMode={mode} defaultValue={shown} />;
}
