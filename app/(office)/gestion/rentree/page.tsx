/** The change of school year: what will happen to whom, before anything does. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { KeepFresh } from "@/components/invoice/keep-fresh";
import { Desk, Section } from "@/components/layout/leaf";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { liveRollover, previewOf, schools, yearsAround } from "@/lib/rollover/queries";
import { officePage } from "@/lib/server/page";
import { prepare } from "./actions";
import { Checks } from "./checks";
import { Ending } from "./ending";
import { Moves } from "./moves";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollover"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function RolloverPage({ searchParams }: Props) {
  const { fait } = await searchParams;
  const { tx, today } = await officePage("rollover.run", "/gestion/rentree");
  const t = await getTranslations("rollover");
  const years = await yearsAround(tx, today);
  const rollover = years && (await liveRollover(tx, years.to.id));
  if (!years) {
    return (
      <Desk title={t("title")}>
        <EmptyState icon="calendar" title={t("noYearTitle")}>
          {t("noYear")}
        </EmptyState>
      </Desk>
    );
  }
  const labels = { from: years.from.label, to: years.to.label };
  const said = (["preparee", "annulee", "publiee"] as const).find((one) => one === fait);
  return (
    <Desk
      title={t("titleOf", { year: labels.to })}
      lead={t("lead", labels)}
      notice={said ? <Notice tone="ok" live title={t(`said.${said}`)} /> : null}
    >
      {rollover ? (
        <Draft
          preview={await previewOf(tx, { ...years, today }, rollover)}
          rollover={rollover}
          places={await schools(tx)}
        />
      ) : (
        <Begin />
      )}
    </Desk>
  );
}

async function Begin() {
  const [t, form] = await Promise.all([getTranslations("rollover"), getTranslations("ui.form")]);
  return (
    <Section title={t("beginTitle")}>
      <p className="measure">{t("begin")}</p>
      <ActionForm action={prepare} texts={formTexts(form)} hidden={{ _key: newSecret() }}>
        <div className="mt-4">
          <SubmitButton icon="calendar">{t("prepare")}</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  );
}

type DraftProps = {
  preview: Awaited<ReturnType<typeof previewOf>>;
  rollover: NonNullable<Awaited<ReturnType<typeof liveRollover>>>;
  places: Awaited<ReturnType<typeof schools>>;
};

async function Draft({ preview, rollover, places }: DraftProps) {
  const t = await getTranslations("rollover");
  const { state } = rollover;
  const { total, drafted, applied, outside } = preview;
  return (
    <>
      {state === "publishing" ? (
        <>
          <KeepFresh />
          <Progress value={applied} max={drafted} label={t("publishing")}>
            {t("progress", { applied, total: drafted })}
          </Progress>
        </>
      ) : null}
      {state === "published" ? <Notice tone="ok" inset title={t("published", { total })} /> : null}
      {outside > 0 ? (
        <Notice tone="warn" inset title={t("outside", { count: outside })}>
          {t("outsideText")}
        </Notice>
      ) : null}
      <Moves preview={preview} names={new Map(places.map(({ id, name }) => [id, name]))} />
      <Checks preview={preview} />
      {state === "draft" ? <Ending rolloverId={rollover.id} undecided={preview.counts.undecided} /> : null}
    </>
  );
}
