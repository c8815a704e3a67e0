/** Strike, teacher absent, weather: choose whom, see what that changes, then confirm. The choice stands in the address; only the last step writes. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { admitsChoice, choicesFor, previewOf } from "@/lib/disruption/queries";
import { disruptionSchema } from "@/lib/disruption/schema";
import { officePage, tracedRead } from "@/lib/server/page";
import { ChoiceForm } from "./choice-form";
import { PreviewSection } from "./preview-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("disruption"))("title") };
}

type Query = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Query> };

export default async function DisruptionPage({ searchParams }: Props) {
  const query = await searchParams;
  const visit = await officePage("disruption.declare", "/gestion/annulations");
  const [t, choices] = await Promise.all([getTranslations("disruption"), choicesFor(visit.tx, visit.scope)]);
  const parsed = query.reason === undefined ? null : disruptionSchema.safeParse(query);
  const asked = parsed?.success ? parsed.data : null;
  // What is not the agent's own is not found: neither counted nor named.
  const choice = asked && (await admitsChoice(visit.tx, visit.scope, asked)) ? asked : null;
  const preview = choice && (await tracedRead(visit, (context) => previewOf(context, visit.scope, choice)));
  const done = typeof query.fait === "string" && /^\d{1,5}$/.test(query.fait) ? Number(query.fait) : null;
  const faults = [...new Set((parsed?.error?.issues ?? []).map(({ path: [name] }) => faultOf(name)))];
  if (asked && !choice) faults.push("other");
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      notice={done === null ? null : <Notice tone="ok" live title={t("done", { children: done })} />}
    >
      {faults.length > 0 ? (
        <Notice inset tone="error" live>
          {faults.map((fault) => t(`faults.${fault}`)).join(" ")}
        </Notice>
      ) : null}
      {choice && preview ? <PreviewSection choice={choice} preview={preview} /> : null}
      <ChoiceForm choices={choices} asked={asked} today={visit.today} />
    </Desk>
  );
}

const NAMED = ["sites", "from", "until", "reason"] as const;

function faultOf(name: PropertyKey | undefined): (typeof NAMED)[number] | "other" {
  return NAMED.find((one) => one === name) ?? "other";
}
