/** The draws that concern the family's children: those announced, open, and drawn. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PhaseTag } from "@/components/booking/phase-tag";
import { Leaf, Padded } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { nameIn } from "@/lib/booking/queries-mail";
import { type DrawLine, drawsForFamily } from "@/lib/draw/queries";
import { wordLimit, wordMoment, wordSpan } from "@/lib/i18n/dates";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("draw"))("title") };
}

export default async function DrawsPage() {
  const visit = await familyPage("booking.write", "/reservations/tirage");
  const [t, draws] = await Promise.all([getTranslations("draw"), drawsForFamily(visit.tx, visit.scope, visit.moment)]);
  return (
    <Leaf title={t("title")} lead={t("family.lead")} back={{ href: "/reservations", label: t("family.back") }}>
      {draws.length === 0 ? (
        <Padded>
          <EmptyState icon="scale" title={t("family.none")}>
            {t("family.noneText")}
          </EmptyState>
        </Padded>
      ) : (
        <Lines>
          {draws.map((draw) => (
            <Draw key={draw.id} draw={draw} />
          ))}
        </Lines>
      )}
    </Leaf>
  );
}

async function Draw({ draw }: { draw: DrawLine }) {
  const [t, locale] = await Promise.all([getTranslations("draw"), getLocale()]);
  const isOpen = draw.phase === "open";
  const span = wordSpan(locale, { from: draw.firstDay, to: draw.lastDay, year: true });
  return (
    <Line
      title={draw.label}
      icon="scale"
      due={isOpen}
      actions={
        <LinkButton
          href={`/reservations/tirage/${draw.id}`}
          kind={isOpen ? "due" : "line"}
          label={`${t(isOpen ? "family.wish" : "family.see")}, ${draw.label}`}
        >
          {t(isOpen ? "family.wish" : "family.see")}
        </LinkButton>
      }
    >
      <p>{t("family.about", { activity: nameIn(locale, draw), site: draw.siteName, span })}</p>
      <p>
        <PhaseTag phase={draw.phase} label={t(`phases.${draw.phase}`)} />{" "}
        {t("family.window", { opens: wordMoment(locale, draw.opensAt), closes: wordLimit(locale, draw.closesAt) })}
      </p>
    </Line>
  );
}
