/** The filters of the worklist: a plain form that asks by address. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Button, LinkButton } from "@/components/ui/button";
import type { WorkFilters } from "@/lib/casework/schema";
import { isOpenState, requestKinds, requestStates } from "@/lib/request/rules";
import { listHref, PATH } from "./asked";

type Props = { filters: WorkFilters; sites: readonly { id: string; name: string }[] };

export async function WorkFiltersForm({ filters, sites }: Props) {
  const t = await getTranslations("casework.office");
  const { state, siteId, due, holder, words: typed } = filters;
  const any = t("any");
  const bare = { ...filters, step: null, kind: null, siteId: null, due: null, holder: null, words: "" };
  const isBare = listHref(bare) === listHref(filters);
  return (
    <form method="get" action={PATH} className="field-bar mt-6 mb-6" aria-label={t("filters")}>
      {state === "ended" ? <input type="hidden" name="etat" value="terminees" /> : null}
      <SubjectFields filters={filters} />
      {state === "open" ? (
        <Select
          name="delai"
          label={t("due")}
          defaultValue={due ?? ""}
          options={[
            { value: "", label: any },
            ...(["late", "soon"] as const).map((one) => ({ value: one, label: t(`dues.${one}`) })),
          ]}
        />
      ) : null}
      {sites.length > 1 ? (
        <Select
          name="ecole"
          label={t("site")}
          defaultValue={siteId ?? ""}
          options={[{ value: "", label: any }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      ) : null}
      <Select
        name="a"
        label={t("holder")}
        defaultValue={holder ?? ""}
        options={[
          { value: "", label: any },
          ...(["me", "team", "nobody"] as const).map((one) => ({ value: one, label: t(`holders.${one}`) })),
        ]}
      />
      <TextInput name="q" label={t("words")} defaultValue={typed} />
      <Button type="submit" kind="line">
        {t("apply")}
      </Button>
      {isBare ? null : (
        <LinkButton kind="quiet" href={listHref(bare)}>
          {t("clear")}
        </LinkButton>
      )}
    </form>
  );
}

async function SubjectFields({ filters: { state, step, kind } }: { filters: WorkFilters }) {
  const [t, words] = await Promise.all([getTranslations("casework.office"), getTranslations("casework")]);
  const any = { value: "", label: t("any") };
  const steps = requestStates.filter((one) => isOpenState(one) === (state === "open"));
  return (
    <>
      <Select
        name="sujet"
        label={t("kind")}
        defaultValue={kind ?? ""}
        options={[any, ...requestKinds.map((one) => ({ value: one, label: words(`kinds.${one}`) }))]}
      />
      <Select
        name="etape"
        label={t("step")}
        defaultValue={step ?? ""}
        options={[any, ...steps.map((one) => ({ value: one, label: words(`officeStates.${one}`) }))]}
      />
    </>
  );
}
