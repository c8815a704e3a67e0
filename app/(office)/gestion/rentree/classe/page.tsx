/** One class of the draft: each child with what is planned, and another choice. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { classOf, liveRollover, schools, yearsAround } from "@/lib/rollover/queries";
import { officePage } from "@/lib/server/page";
import { change } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollover"))("classTitle") };
}

type Props = { searchParams: Promise<{ ecole?: string; classe?: string; fait?: string }> };
type Row = Awaited<ReturnType<typeof classOf>>[number];
type Schools = Awaited<ReturnType<typeof schools>>;

export default async function ClassPage({ searchParams }: Props) {
  const { ecole = "", classe = "", fait } = await searchParams;
  const { tx, today } = await officePage("rollover.run", "/gestion/rentree");
  const [years, places, t] = await Promise.all([yearsAround(tx, today), schools(tx), getTranslations("rollover")]);
  const rollover = years && (await liveRollover(tx, years.to.id));
  const school = places.find((place) => place.id === ecole);
  if (!rollover || !isId(ecole) || !school || classe.length > 10) notFound();
  const rows = await classOf(tx, rollover, { from: { siteId: ecole, grade: classe }, year: years.from, today });
  return (
    <Desk
      title={`${school.name}, ${classe}`}
      lead={t("classLead", { year: years.to.label })}
      back={{ href: "/gestion/rentree", label: t("backToRollover") }}
      notice={fait ? <Notice tone="ok" live title={t("changed")} /> : null}
    >
      {rows.length === 0 ? (
        <EmptyState icon="people" title={t("emptyClassTitle")}>
          {t("emptyClass")}
        </EmptyState>
      ) : (
        <Lines>
          {rows.map((row) => (
            <ChildLine key={row.id} row={row} places={places} isDraft={rollover.state === "draft"} />
          ))}
        </Lines>
      )}
    </Desk>
  );
}

async function ChildLine({ row, places, isDraft }: { row: Row; places: Schools; isDraft: boolean }) {
  const [t, form] = await Promise.all([getTranslations("rollover"), getTranslations("ui.form")]);
  const { plan, id, isCurrent } = row;
  const name = `${row.firstName} ${row.lastName}`;
  const school = places.find((place) => place.id === plan.toSiteId)?.name;
  const words = school ? `${school}, ${plan.toGrade}` : t(`outcomes.${plan.outcome}`);
  const options = places.flatMap((place) =>
    place.grades.map((grade) => ({ value: `${place.id} ${grade}`, label: `${place.name}, ${grade}` })),
  );
  const chosen = plan.toSiteId ? `${plan.toSiteId} ${plan.toGrade}` : plan.outcome === "leaves" ? "leaves" : "";
  return (
    <Line icon="user" title={name} due={isCurrent && plan.outcome === "undecided"}>
      {isCurrent ? (
        <p>
          {words} {plan.outcome === "stays" ? <Tag>{t("outcomes.stays")}</Tag> : null}
        </p>
      ) : (
        <p>
          <Tag tone="due">{t("drifted")}</Tag>{" "}
          <TextLink href={`/gestion/enfants/${id}`}>{t("driftedOpen", { name })}</TextLink>
        </p>
      )}
      {isDraft && isCurrent ? (
        <Disclosure
          summary={
            <>
              {t("choose")} <span className="sr">{name}</span>
            </>
          }
        >
          <ActionForm
            action={change}
            texts={formTexts(form)}
            prefix={id}
            hidden={{ rolloverId: plan.rolloverId, childId: id, _key: newSecret() }}
          >
            <Select
              name="place"
              label={t("placeOf", { name })}
              defaultValue={chosen}
              placeholder={t("choosePlace")}
              options={[...options, { value: "leaves", label: t("outcomes.leaves") }]}
            />
            <SubmitButton kind="line">{t("save")}</SubmitButton>
          </ActionForm>
        </Disclosure>
      ) : null}
    </Line>
  );
}
