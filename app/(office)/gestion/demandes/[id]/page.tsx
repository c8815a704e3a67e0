/** One change request, before and after, and the two answers: accept and apply, or refuse with a motive. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { Comparison } from "@/components/request/comparison";
import { aboutName, stateTones } from "@/components/request/request-words";
import { TextLink } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId, newSecret } from "@/lib/kernel/ids";
import { consultedRequest, type Described } from "@/lib/request/queries";
import { officePage, tracedRead } from "@/lib/server/page";
import { accept, refuse } from "../actions";

type Props = { params: Promise<{ id: string }> };

export default async function OfficeRequestPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("change.decide", `/gestion/demandes/${id}`);
  const request = isId(id) ? await tracedRead(visit, (context) => consultedRequest(context, visit.scope, id)) : null;
  if (!request) notFound();
  const [t, words, locale] = await Promise.all([
    getTranslations("requests.office"),
    getTranslations("requests"),
    getLocale(),
  ]);
  const { child, householdName, householdId, comment } = request;
  return (
    <Desk
      title={words(`kinds.${request.kind}`, { name: aboutName(request) })}
      lead={`${request.reference}, ${wordMoment(locale, parisOf(request.createdAt).moment)}`}
      back={{ href: "/gestion/demandes", label: t("back") }}
    >
      <DeskColumns aside={<Answer request={request} />}>
        <Section title={words("detail.caption")}>
          <Comparison {...request} />
          {comment ? (
            <>
              <h3>{words("detail.comment")}</h3>
              <p>{comment}</p>
            </>
          ) : null}
          <p className="mt-3">
            <TextLink href={`/gestion/foyers/${householdId}`} className="link">
              {t("householdLink", { name: householdName })}
            </TextLink>
          </p>
          {child ? (
            <p>
              <TextLink href={`/gestion/enfants/${child.id}`} className="link">
                {t("childLink", { name: child.firstName })}
              </TextLink>
            </p>
          ) : null}
        </Section>
      </DeskColumns>
    </Desk>
  );
}

async function Answer({ request }: { request: Described }) {
  const [t, words, ui, locale] = await Promise.all([
    getTranslations("requests.office"),
    getTranslations("requests"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const { id, state, decidedAt, motive } = request;
  if (state !== "submitted") {
    return (
      <Section title={t("decide")}>
        <p>
          <Tag tone={stateTones[state]}>{words(`states.${state}`)}</Tag>
        </p>
        {decidedAt ? <p>{t("answered", { day: wordMoment(locale, parisOf(decidedAt).moment) })}</p> : null}
        {motive ? <p>{words("detail.motive", { motive })}</p> : null}
      </Section>
    );
  }
  const texts = formTexts(ui);
  return (
    <Section title={t("decide")}>
      <ActionForm action={accept} texts={texts} label={t("accept")} hidden={{ requestId: id, _key: newSecret() }}>
        <SubmitButton icon="check">{t("accept")}</SubmitButton>
      </ActionForm>
      <ActionForm
        action={refuse}
        texts={texts}
        label={t("refuse")}
        labels={{ motive: t("motive") }}
        hidden={{ requestId: id, _key: newSecret() }}
      >
        <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={4} />
        <SubmitButton kind="line">{t("refuseSubmit")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
