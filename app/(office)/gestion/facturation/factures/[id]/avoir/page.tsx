/** A credit note on an issued invoice: pick, see the effect, issue. Nothing is written before the last step. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { creditableOf } from "@/lib/credit/queries";
import { notePlan } from "@/lib/credit/rules";
import { numberOf } from "@/lib/invoice/rules";
import { headSchema } from "@/lib/invoice/schema";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { picksOf, readAsked, type Search } from "./asked";
import { Effect } from "./effect";
import { PickForm } from "./pick-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("credit.life"))("credit") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function CreditNotePage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const path = `/gestion/facturation/factures/${encodeURIComponent(id)}/avoir`;
  const { tx } = await officePage("billing.run", path);
  const found = isId(id) ? await creditableOf(tx, id) : null;
  if (!found) notFound();
  const t = await getTranslations("credit.note");
  const asked = readAsked(search, found.lines);
  const picks = picksOf(asked, found.lines);
  const payer = headSchema.safeParse(found.invoice.recipient).data?.name ?? "";
  return (
    <Desk
      title={t("title", { number: numberOf(found.invoice) ?? "" })}
      lead={t("lead")}
      back={{ href: `/gestion/facturation/factures/${id}`, label: t("back") }}
    >
      {found.claimCents > 0 ? (
        <Notice tone="warn" inset title={t("refusals.handed")} />
      ) : (
        <DeskColumns
          aside={
            asked.isAsked ? (
              <Effect
                found={found}
                picks={picks ?? []}
                plan={picks ? notePlan(found, picks) : "nothing"}
                payer={payer}
                requestId={asked.requestId}
              />
            ) : (
              <p className="soft mt-6">{t("nothing")}</p>
            )
          }
        >
          <Section title={t("pick")}>
            <PickForm path={path} lines={found.lines} asked={asked} />
          </Section>
        </DeskColumns>
      )}
    </Desk>
  );
}
