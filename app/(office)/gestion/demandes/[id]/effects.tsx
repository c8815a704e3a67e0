/** What may be done from the request in one move: the effect and the decision together. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { allows, type Permission, type Role } from "@/lib/access/permissions";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { aboutSchema } from "@/lib/contest/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import { newSecret } from "@/lib/kernel/ids";
import { mayApply } from "@/lib/request/rules";
import { book, justify, lift } from "../actions-agreement";

type Props = { request: OfficeRequest; role: Role; payerIds: readonly string[] };

const acts: Partial<Record<OfficeRequest["kind"], { action: FormAction; permission: Permission }>> = {
  suspension: { action: lift, permission: "family.suspend" },
  "late-booking": { action: book, permission: "change.decide" },
  absence: { action: justify, permission: "change.decide" },
};

export async function EffectSection({ request, role, payerIds }: Props) {
  const { kind, id } = request;
  if (!mayApply(request)) return null;
  const act = acts[kind];
  const isPlan = kind === "payment-plan" && allows(role, "debt.pursue") && payerIds.length > 0;
  const credit = allows(role, "billing.run") ? creditHref(request) : null;
  if (!isPlan && !credit && (!act || !allows(role, act.permission))) return null;
  const [t, office] = await Promise.all([getTranslations("letter.effects"), getTranslations("casework.office")]);
  return (
    <Section title={t("title")}>
      {credit ? (
        <p className="mt-3">
          <LinkButton kind="primary" href={credit}>
            {office("credit")}
          </LinkButton>
        </p>
      ) : null}
      {isPlan
        ? payerIds.map((payerId) => (
            <p key={payerId} className="mt-3">
              <LinkButton
                kind="primary"
                href={`/gestion/facturation/echeanciers/nouveau?payeur=${payerId}&demande=${id}`}
              >
                {t("plan")}
              </LinkButton>
            </p>
          ))
        : null}
      {act && (kind === "suspension" || kind === "late-booking" || kind === "absence") ? (
        <EffectForm requestId={id} kind={kind} action={act.action} />
      ) : null}
      <p className="small soft mt-2">{credit ? office("creditHint") : t("hint")}</p>
    </Section>
  );
}

/** The whole line is picked; the head may take less of it. */
function creditHref({ id, kind, about }: OfficeRequest): string | null {
  const line = kind === "invoice-line" ? aboutSchema.safeParse(about).data : undefined;
  if (!line) return null;
  const query = new URLSearchParams({ effet: "oui", tout: String(line.position), demande: id });
  return `/gestion/facturation/factures/${line.invoiceId}/avoir?${query}#effet`;
}

type FormProps = { requestId: string; kind: "suspension" | "late-booking" | "absence"; action: FormAction };

async function EffectForm({ requestId, kind, action }: FormProps) {
  const [t, form] = await Promise.all([getTranslations("letter.effects"), getTranslations("ui.form")]);
  return (
    <ActionForm
      action={action}
      texts={formTexts(form)}
      label={t("title")}
      labels={{ motive: t("motive") }}
      prefix="effect"
      hidden={{ requestId, _key: newSecret() }}
    >
      <TextArea name="motive" label={t("motive")} rows={3} maxLength={2000} />
      <SubmitButton icon="check">{t(kind)}</SubmitButton>
    </ActionForm>
  );
}
