/** Ending a request: a change of record is made or refused, a contested line may be taken back by a credit note, the rest is decided in words. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { allows, type Role } from "@/lib/access/permissions";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { aboutSchema } from "@/lib/contest/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { effectKinds, isDataRight, isOpenState } from "@/lib/request/rules";
import { accept, decide, extend, refuse } from "../actions";

type Props = { request: OfficeRequest; role: Role };

export async function DecideSection({ request, role }: Props) {
  if (!isOpenState(request.state)) return null;
  const t = await getTranslations("casework.office");
  return (
    <Section title={t("decide")}>
      <div className="mt-3 grid gap-6">
        {request.kind === "change" ? (
          <ChangeForms requestId={request.id} />
        ) : (
          <>
            <CreditLink request={request} role={role} />
            <DecideForm request={request} />
          </>
        )}
        {isDataRight(request.kind) && !request.extended ? <ExtendForm requestId={request.id} /> : null}
      </div>
    </Section>
  );
}

const hidden = (requestId: string) => ({ requestId, _key: newSecret() });

async function DecideForm({ request }: { request: OfficeRequest }) {
  const [t, words, form] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("casework.outcomes"),
    getTranslations("ui.form"),
  ]);
  const all = ["accepted", "partly", "refused", "answered"] as const;
  // Where accepting does something, it has its own button.
  const choices = all.filter((one) => one !== "accepted" || !effectKinds.includes(request.kind));
  return (
    <ActionForm
      action={decide}
      texts={formTexts(form)}
      label={t("decide")}
      labels={{ outcome: t("outcome"), motive: t("motive") }}
      hidden={hidden(request.id)}
      prefix="decide"
    >
      <Select
        name="outcome"
        label={t("outcome")}
        placeholder={form("choose")}
        options={choices.map((one) => ({ value: one, label: words(one) }))}
      />
      <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={5} maxLength={4000} />
      <SubmitButton>{t("decideSubmit")}</SubmitButton>
    </ActionForm>
  );
}

/** The whole line is picked; the head may take less of it. */
async function CreditLink({ request: { id, kind, about }, role }: Props) {
  const line = kind === "invoice-line" ? aboutSchema.safeParse(about).data : undefined;
  if (!line || !allows(role, "billing.run")) return null;
  const t = await getTranslations("casework.office");
  const query = new URLSearchParams({ effet: "oui", tout: String(line.position), demande: id });
  return (
    <div>
      <LinkButton kind="primary" href={`/gestion/facturation/factures/${line.invoiceId}/avoir?${query}#effet`}>
        {t("credit")}
      </LinkButton>
      <p className="small soft mt-2">{t("creditHint")}</p>
    </div>
  );
}

async function ChangeForms({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("requests.office"), getTranslations("ui.form")]);
  const texts = formTexts(form);
  return (
    <>
      <ActionForm action={accept} texts={texts} label={t("accept")} hidden={hidden(requestId)} prefix="accept">
        <SubmitButton icon="check">{t("accept")}</SubmitButton>
      </ActionForm>
      <ActionForm
        action={refuse}
        texts={texts}
        label={t("refuse")}
        labels={{ motive: t("motive") }}
        hidden={hidden(requestId)}
        prefix="refuse"
      >
        <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={4} />
        <SubmitButton kind="line">{t("refuseSubmit")}</SubmitButton>
      </ActionForm>
    </>
  );
}

async function ExtendForm({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  return (
    <Disclosure summary={t("extend")}>
      <p>{t("extendText")}</p>
      <ActionForm
        action={extend}
        texts={formTexts(form)}
        label={t("extend")}
        labels={{ motive: t("motive") }}
        hidden={hidden(requestId)}
        prefix="extend"
      >
        <TextArea name="motive" label={t("motive")} rows={3} maxLength={4000} />
        <SubmitButton kind="line">{t("extendSubmit")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
