/** Around a child: whom to call, who may collect, what the parents allow. */
import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import type { ChildView, PickupLine } from "@/lib/household/rules-views";
import { consentKinds } from "@/lib/household/schema";
import { wordDate, wordList } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";

type Props = { child: ChildView };

export function ContactsSection({ child }: Props) {
  const t = useTranslations("household.child.contacts");
  return (
    <Section title={t("title")}>
      <Lines>
        {child.contacts.map((contact) => (
          <Line key={contact.id} icon="phone" title={contact.name}>
            <p>{contact.phone}</p>
            <p className="small soft">
              {contact.relation}
              {contact.householdId === null ? ` · ${t("office")}` : ""}
            </p>
          </Line>
        ))}
        <ChangeLine href={`/enfants/${child.id}/contacts`} words={t("change")}>
          {child.contacts.length === 0 ? t("none") : null}
        </ChangeLine>
      </Lines>
    </Section>
  );
}

const PICKUP_ICONS: Record<PickupLine["kind"], IconName> = {
  authorised: "user-check",
  emergency_only: "phone",
  forbidden: "closed",
};

export function PickupsSection({ child }: Props) {
  const t = useTranslations("household.child.pickups");
  const locale = useLocale();
  return (
    <Section title={t("title", { name: child.firstName })}>
      <Lines>
        {child.pickups.map((person) => (
          <Line key={person.id} icon={PICKUP_ICONS[person.kind]} title={person.name}>
            <p>{t(person.kind)}</p>
            <p className="small soft">{[person.relation, person.phone].filter(Boolean).join(" · ")}</p>
          </Line>
        ))}
        {child.sharedPickups.map(({ id, name, kind, relation, authors }) => (
          <Line key={id} icon={PICKUP_ICONS[kind]} title={name}>
            <p>{t(kind)}</p>
            <p className="small soft">
              {[relation, t("namedBy", { names: wordList(locale, authors) })].filter(Boolean).join(" · ")}
            </p>
          </Line>
        ))}
        <ChangeLine href={`/enfants/${child.id}/personnes-autorisees`} words={t("change")}>
          {child.pickups.length + child.sharedPickups.length === 0 ? t("none") : null}
        </ChangeLine>
      </Lines>
    </Section>
  );
}

export function ConsentsSection({ child }: Props) {
  const t = useTranslations("household.child.consents");
  const kinds = useTranslations("household.consentKinds");
  const locale = useLocale();
  return (
    <Section title={t("title")}>
      <Lines>
        {consentKinds.map((kind) => {
          const answer = child.consents.get(kind);
          const day = answer ? wordDate(locale, parisOf(answer.givenAt).day) : "";
          const icon = answer?.isGranted ? "check" : answer ? "cross" : "help";
          return (
            <Line key={kind} icon={icon} title={kinds(kind)}>
              {answer ? t(answer.isGranted ? "yes" : "no", { day }) : t("unanswered")}
            </Line>
          );
        })}
        <ChangeLine href={`/enfants/${child.id}/autorisations`} words={t("change")} />
      </Lines>
    </Section>
  );
}

function ChangeLine({ href, words, children }: { href: string; words: string; children?: string | null }) {
  return (
    <Line
      actions={
        <LinkButton kind="line" small href={href}>
          {words}
        </LinkButton>
      }
    >
      {children}
    </Line>
  );
}
