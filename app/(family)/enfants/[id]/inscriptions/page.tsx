/** A child's yearly enrolments: what was asked and answered, and what may still be asked. Days are booked elsewhere. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { Tag, type TagTone } from "@/components/ui/tag";
import { schoolYearsFrom } from "@/lib/activity/queries";
import { type EnrolmentState, enrolmentsOfChild } from "@/lib/enrolment/queries";
import { wordDate, wordTimes } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { isId } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { ask } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.decide"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export default async function EnrolmentsPage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const visit = await familyPage("enrolment.request", `/enfants/${encodeURIComponent(id)}/inscriptions`);
  const [year] = await schoolYearsFrom(visit.tx, visit.today);
  const found =
    year && isId(id) ? await enrolmentsOfChild(visit.tx, visit.scope, { childId: id, schoolYearId: year.id }) : null;
  if (!year || !found) notFound();
  const [t, locale] = await Promise.all([getTranslations("activity.enrolment"), getLocale()]);
  const child = found.child.firstName;
  return (
    <Leaf
      title={t("title", { child })}
      lead={t("lead", { year: year.label })}
      back={{ href: `/enfants/${id}`, label: t("back", { child }) }}
      notice={fait === "oui" ? <Notice tone="ok" live title={t("asked")} /> : null}
    >
      <Section title={t("current")}>
        {found.enrolments.length === 0 ? (
          <Padded>{t("none")}</Padded>
        ) : (
          <Lines>
            {found.enrolments.map((row) => (
              <EnrolmentLine key={row.id} row={row} locale={locale} />
            ))}
          </Lines>
        )}
      </Section>
      <Section title={t("offers")}>
        {found.schooling ? null : <Padded>{t("noSchool", { child })}</Padded>}
        {found.schooling && found.offers.length === 0 ? <Padded>{t("offersNone", { child })}</Padded> : null}
        <Offers found={found} schoolYearId={year.id} locale={locale} />
      </Section>
    </Leaf>
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof enrolmentsOfChild>>>;

const TONES: Record<EnrolmentState, TagTone> = { requested: "info", accepted: "ok", refused: "bad", ended: "quiet" };

async function EnrolmentLine({ row, locale }: { row: Found["enrolments"][number]; locale: Locale }) {
  const t = await getTranslations("activity.enrolment");
  const isAccepted = row.state === "accepted";
  return (
    <Line
      title={locale === "fr" ? row.activity.nameFr : row.activity.nameEn}
      icon={isAccepted ? "check" : "docadd"}
      actions={
        isAccepted ? (
          <LinkButton href="/reservations" kind="line" small>
            {t("book")}
          </LinkButton>
        ) : null
      }
    >
      <p>
        <Tag tone={TONES[row.state]}>{t(`states.${row.state}`)}</Tag>{" "}
        {isAccepted
          ? t("since", { day: wordDate(locale, row.since) })
          : t("askedOn", { day: wordDate(locale, row.requestedOn) })}
      </p>
      {row.state === "refused" && row.motive ? <p>{t("refusedBecause", { motive: row.motive })}</p> : null}
    </Line>
  );
}

async function Offers({ found, schoolYearId, locale }: { found: Found; schoolYearId: string; locale: Locale }) {
  const t = await getTranslations("activity.enrolment");
  const texts = formTexts(await getTranslations("ui.form"));
  if (found.offers.length === 0) return null;
  return (
    <Lines>
      {found.offers.map((offer) => {
        const name = locale === "fr" ? offer.nameFr : offer.nameEn;
        const label = t("askFor", { child: found.child.firstName, activity: name });
        return (
          <Line key={offer.id} title={name} icon="plus">
            <p className="mb-2">
              {t("where", { site: offer.site.name, hours: wordTimes(locale, offer.startsAt, offer.endsAt) })}
            </p>
            <ActionForm
              action={ask}
              texts={texts}
              label={label}
              prefix={offer.id}
              hidden={{ ...onceKey(), childId: found.child.id, activityId: offer.id, schoolYearId }}
            >
              <SubmitButton kind="line" small>
                {label}
              </SubmitButton>
            </ActionForm>
          </Line>
        );
      })}
    </Lines>
  );
}
