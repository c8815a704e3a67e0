/** Antennas: groups of sites that one office looks after. For the head. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { antennas } from "@/lib/accreditation/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { officePage } from "@/lib/server/page";
import { saveAntenna } from "../actions-rights";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access.antennas"))("title") };
}

export default async function AntennasPage() {
  const { tx } = await officePage("agent.manage", "/gestion/agents/antennes");
  const [t, { antennas: list, sites }] = await Promise.all([getTranslations("access.antennas"), antennas(tx)]);
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/agents", label: t("back") }}>
      {list.length === 0 ? <p className="soft mt-6">{t("none")}</p> : null}
      {list.map((one) => (
        <Section key={one.id} title={one.name}>
          <AntennaForm one={one} sites={sites} />
        </Section>
      ))}
      <Section title={t("create")}>
        <AntennaForm one={null} sites={sites} />
      </Section>
    </Desk>
  );
}

type Antenna = { id: string; name: string; siteIds: readonly string[] };

async function AntennaForm({ one, sites }: { one: Antenna | null; sites: readonly { id: string; name: string }[] }) {
  const [t, ui] = await Promise.all([getTranslations("access.antennas"), getTranslations("ui.form")]);
  return (
    <div className="mt-3">
      <ActionForm
        action={saveAntenna}
        texts={formTexts(ui)}
        prefix={one?.id ?? "new"}
        hidden={one ? { antennaId: one.id } : {}}
        label={one ? t("one", { name: one.name }) : t("create")}
        labels={{ name: t("name"), sites: t("sites") }}
      >
        <TextInput name="name" label={t("name")} defaultValue={one?.name} />
        <CheckboxGroup
          name="sites[]"
          legend={t("sites")}
          choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValues={one?.siteIds ?? []}
        />
        <SubmitButton kind="line">{one ? t("save") : t("create")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
