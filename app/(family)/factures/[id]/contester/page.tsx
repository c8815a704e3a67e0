/** Contesting a line of an invoice, `ligne`: the line as it stands, and what is wrong with it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ContestedLine } from "@/components/contest/contest-parts";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { contestableLine, contestsOfInvoice } from "@/lib/contest/queries";
import { isOpen } from "@/lib/contest/rules";
import { formTexts } from "@/lib/i18n/form-texts";
import { lineDetailSchema } from "@/lib/invoice/schema";
import { isId } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { onceKey, wordsOf } from "../../../form-words";
import { contest } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contest.new"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ ligne?: string | string[] }> };

export default async function ContestPage({ params, searchParams }: Props) {
  const [{ id }, { ligne }] = await Promise.all([params, searchParams]);
  const lineId = typeof ligne === "string" && isId(ligne) ? ligne : null;
  const path = `/factures/${encodeURIComponent(id)}/contester?ligne=${lineId ?? ""}`;
  const { tx, scope } = await familyPage("request.file", path);
  const line = lineId ? await contestableLine(tx, scope, lineId) : null;
  if (!line || line.invoice.id !== id) notFound();
  const [t, words, locale, contests] = await Promise.all([
    getTranslations("contest.new"),
    wordsOf("contest"),
    getLocale(),
    contestsOfInvoice(tx, [line.id]),
  ]);
  const detail = lineDetailSchema.safeParse(line.detail);
  const { childName: child, number: invoice, ...rest } = line;
  const days = detail.success ? detail.data.days : [];
  const about = { ...rest, child, invoice, month: line.invoice.month, days };
  const already = contests.get(line.id);
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: `/factures/${id}`, label: t("back") }}>
      <Section title={t("line")}>
        <Line as="div" icon="invoice">
          <ContestedLine about={about} words={words.line} locale={locale} />
        </Line>
      </Section>
      <Padded>
        <div className="mt-4">
          {already && isOpen(already.step) ? <AlreadyOpen requestId={already.id} /> : <ContestForm lineId={line.id} />}
        </div>
      </Padded>
    </Leaf>
  );
}

async function AlreadyOpen({ requestId }: { requestId: string }) {
  const t = await getTranslations("contest.new");
  return (
    <Notice tone="info" inset title={t("openTitle")}>
      <p>{t("open")}</p>
      <p className="mt-3">
        <LinkButton href={`/demandes/${requestId}`}>{t("follow")}</LinkButton>
      </p>
    </Notice>
  );
}

async function ContestForm({ lineId }: { lineId: string }) {
  const [t, form] = await Promise.all([getTranslations("contest.new"), getTranslations("ui.form")]);
  return (
    <ActionForm action={contest} texts={formTexts(form)} labels={{ text: t("text") }} hidden={{ lineId, ...onceKey() }}>
      <TextArea name="text" label={t("text")} hint={t("textHint")} rows={5} required minLength={10} maxLength={2000} />
      <p className="small soft mb-3">{t("hold")}</p>
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
