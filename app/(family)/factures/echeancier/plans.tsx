/** The payment plans of the family, placed above its invoices; nothing where there is none. */
import { getTranslations } from "next-intl/server";
import { PlanCard } from "@/components/dunning/plan-card";
import type { FamilyScope } from "@/lib/access/gate";
import { plansOf } from "@/lib/dunning/queries-plan";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import type { Visit } from "@/lib/server/page";
import { agree } from "./actions";

export async function Plans({ tx, scope }: Pick<Visit<FamilyScope>, "tx" | "scope">) {
  const [plans, form] = await Promise.all([plansOf(tx, scope), getTranslations("ui.form")]);
  const shown = plans.filter(({ state }) => state === "proposed" || state === "agreed");
  return shown.map((plan) => (
    <PlanCard key={plan.id} plan={plan} agree={agree} texts={formTexts(form)} formKey={newSecret()} />
  ));
}
