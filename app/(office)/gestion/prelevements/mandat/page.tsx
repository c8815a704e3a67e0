/** A mandate signed on paper: find the payer, then copy it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PaperForm } from "@/components/debit/paper-form";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { Button, LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type DebitRegie, debitRegies, type FoundPayer, payerAtDesk, searchPayers } from "@/lib/debit/queries";
import { maskedIban } from "@/lib/debit/rules";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { enter } from "../actions";
import { regieOf, type Search, textOf } from "../search";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("debit.paper"))("title") };
}

const PAGE = "/gestion/prelevements";

export default async function PaperPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("debit.manage", `${PAGE}/mandat`)]);
  const regie = regieOf(search, await debitRegies(visit.tx));
  if (!regie) notFound();
  const [id, text] = [textOf(search, "payeur"), textOf(search, "recherche")];
  if (id) {
    const payer = isId(id) ? await payerAtDesk(visit.tx, id, regie.id) : null;
    if (!payer) notFound();
    return <Copy payer={payer} regie={regie} today={visit.today} />;
  }
  const found = text ? await tracedRead(visit, (context) => searchPayers(context, { text, regieId: regie.id })) : null;
  const t = await getTranslations("debit.paper");
  const back = { href: `${PAGE}?regie=${regie.id}&vue=mandats`, label: t("back") };
  return (
    <Desk title={t("title")} lead={t("lead")} back={back}>
      <search>
        <form action={`${PAGE}/mandat`} method="get" className="field-bar py-3">
          <input type="hidden" name="regie" value={regie.id} />
          <TextInput name="recherche" label={t("search")} hint={t("searchHint")} defaultValue={text} maxLength={80} />
          <Button kind="primary" type="submit" icon="search">
            {t("find")}
          </Button>
        </form>
      </search>
      {found === null ? null : <Found list={found} regieId={regie.id} />}
    </Desk>
  );
}

async function Found({ list, regieId }: { list: readonly FoundPayer[]; regieId: string }) {
  const t = await getTranslations("debit.paper");
  return (
    <Section title={t("found", { count: list.length })}>
      {list.length === 0 ? (
        <EmptyState icon="search" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <Lines>
          {list.map(({ id, name, mandate }) => (
            <Line
              key={id}
              icon="user"
              title={name}
              actions={
                <LinkButton
                  href={`${PAGE}/mandat?regie=${regieId}&payeur=${id}`}
                  kind="line"
                  label={t("chooseLabel", { payer: name })}
                >
                  {t("choose")}
                </LinkButton>
              }
            >
              {mandate ? t("inForce", { account: maskedIban(mandate.ibanEnd) }) : null}
            </Line>
          ))}
        </Lines>
      )}
    </Section>
  );
}

async function Copy({ payer, regie, today }: { payer: FoundPayer; regie: DebitRegie; today: string }) {
  const t = await getTranslations("debit.paper");
  const { mandate } = payer;
  return (
    <Desk
      title={t("for", { payer: payer.name })}
      lead={regie.name}
      back={{ href: `${PAGE}/mandat?regie=${regie.id}`, label: t("title") }}
    >
      {mandate ? (
        <div className="mb-3">
          <Notice inset>{t("replaces", { rum: mandate.rum, account: maskedIban(mandate.ibanEnd) })}</Notice>
        </div>
      ) : null}
      <PaperForm
        action={enter}
        hidden={{ payerId: payer.id, regieId: regie.id, _key: newSecret() }}
        holder={payer.name}
        today={today}
      />
    </Desk>
  );
}
