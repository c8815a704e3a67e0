/** One request: what was asked, before and after, and the office's answer with its motive; or a contested line. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Leaf, Section } from "@/components/layout/leaf";
import { Comparison } from "@/components/request/comparison";
import { aboutName, stateTones } from "@/components/request/request-words";
import { Label, Reference } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { ownContest } from "@/lib/contest/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { type Described, ownRequest } from "@/lib/request/queries";
import { familyPage } from "@/lib/server/page";
import { onceKey } from "../../form-words";
import { withdraw } from "../actions";
import { ContestLeaf } from "./contest";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ envoyee?: string }> };

export default async function RequestPage({ params, searchParams }: Props) {
  const [{ id }, { envoyee }] = await Promise.all([params, searchParams]);
  const visit = await familyPage("request.follow", `/demandes/${id}`);
  const request = await ownRequest(visit.tx, visit.scope, id);
  if (!request) {
    const contest = isId(id) ? await ownContest(visit.tx, visit.scope, id) : null;
    if (!contest) notFound();
    return <ContestLeaf contest={contest} sent={envoyee === "oui"} />;
  }
  const [t, locale] = await Promise.all([getTranslations("requests"), getLocale()]);
  const sent = envoyee === "oui" && request.state === "submitted";
  return (
    <Leaf
      title={t(`kinds.${request.kind}`, { name: aboutName(request) })}
      lead={t("sent", { day: wordDate(locale, parisOf(request.createdAt).day) })}
      back={{ href: "/demandes", label: t("back") }}
      notice={
        sent ? (
          <Notice tone="ok" live title={t("detail.sentTitle")}>
            {t("detail.sentText")}
          </Notice>
        ) : null
      }
    >
      <Line as="div" quiet>
        <Label title={t("detail.reference")}>
          <Reference>{request.reference}</Reference>
        </Label>
      </Line>
      <Section title={t("detail.wish")}>
        <Line as="div">
          <Comparison {...request} />
          {request.comment ? (
            <>
              <h3>{t("detail.comment")}</h3>
              <p>{request.comment}</p>
            </>
          ) : null}
        </Line>
      </Section>
      <Section title={t("detail.answer")}>
        <Line as="div" icon="info">
          <Answer request={request} />
        </Line>
      </Section>
    </Leaf>
  );
}

async function Answer({ request }: { request: Described }) {
  const [t, locale, form] = await Promise.all([getTranslations("requests"), getLocale(), getTranslations("ui.form")]);
  const { state, decidedAt, motive } = request;
  const tag = <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>;
  if (state !== "submitted") {
    const day = decidedAt ? wordDate(locale, parisOf(decidedAt).day) : "";
    return (
      <>
        <p>{tag}</p>
        <p>{t(`detail.${state}Text`, { day })}</p>
        {motive ? <p>{t("detail.motive", { motive })}</p> : null}
        {state === "accepted" ? null : <p className="small soft">{t("detail.again")}</p>}
      </>
    );
  }
  return (
    <>
      <p>{tag}</p>
      <p>{t("detail.waiting")}</p>
      <ActionForm action={withdraw} texts={formTexts(form)} hidden={{ requestId: request.id, ...onceKey() }}>
        <ConfirmButton
          label={t("detail.withdraw")}
          question={t("detail.withdrawQuestion")}
          confirm={t("detail.withdrawConfirm")}
        />
      </ActionForm>
    </>
  );
}
