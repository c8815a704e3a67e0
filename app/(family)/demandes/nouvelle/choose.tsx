/** The subjects of a request, in the words of a family; some begin on the page they are about. */
import { getTranslations } from "next-intl/server";
import { Leaf, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { FiledKind } from "@/lib/casework/schema";

const groups = {
  everyday: ["question", "late-booking", "absence"],
  money: ["invoice-line", "payment-plan", "mediation"],
  record: ["change"],
  rights: ["access", "rectification", "erasure", "objection"],
} as const;
type Group = keyof typeof groups;
type Choice = (typeof groups)[Group][number];

/** Where a request begins that needs a thing to be about. */
const elsewhere: Partial<Record<Choice, string>> = { "invoice-line": "/factures", change: "/foyer" };

export async function ChooseSubject() {
  const [t, family] = await Promise.all([getTranslations("casework.choose"), getTranslations("casework.family")]);
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/demandes", label: family("back") }}>
      {(Object.keys(groups) as Group[]).map((group) => (
        <Section key={group} title={t(group)}>
          <Lines>
            {groups[group].map((kind) => (
              <Subject key={kind} kind={kind} />
            ))}
          </Lines>
        </Section>
      ))}
    </Leaf>
  );
}

async function Subject({ kind }: { kind: Choice }) {
  const [t, words] = await Promise.all([getTranslations("casework.choose"), getTranslations("casework.kinds")]);
  const href = elsewhere[kind] ?? `/demandes/nouvelle?sujet=${slugs[kind as FiledKind]}`;
  const title = (
    <TextLink href={href} className="link">
      {words(kind)}
    </TextLink>
  );
  return (
    <Line icon="message" title={title}>
      {t(`hints.${kind}`)}
    </Line>
  );
}

/** The address is French, as all that people read. */
export const slugs: Record<FiledKind, string> = {
  question: "question",
  "late-booking": "reservation-tardive",
  absence: "absence",
  "payment-plan": "echeancier",
  access: "acces",
  rectification: "rectification",
  erasure: "effacement",
  objection: "opposition",
  mediation: "mediation",
};
