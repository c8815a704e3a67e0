/** A reminder as a letter: from whom, to whom, about which invoice, the commune's words, how to pay. In the language it was written in. */
import type { _Translator as Translator } from "next-intl";
import { DefinitionList } from "@/components/ui/label";
import type { Letter } from "@/lib/dunning/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { Messages } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

type Props = {
  letter: Letter;
  sentOn: CivilDate;
  dueCents: Cents;
  words: Translator<Messages, "dunning.letter">;
  /** The subject stands in the letter, not above it. */
  titled?: boolean;
};

export function LetterSheet({ letter, sentOn, dueCents, words: t, titled }: Props) {
  const { locale, subject, body, head } = letter;
  const { issuer } = head;
  const day = wordDate(locale, sentOn);
  return (
    <>
      <div className="mt-6 grid gap-6 md:grid-cols-2">
        <address className="not-italic small">
          <strong>{issuer.commune}</strong>
          <Broken lines={[issuer.regie, issuer.address, issuer.phone, issuer.email]} />
        </address>
        <address className="not-italic">
          <strong>{head.name}</strong>
          <Broken lines={head.address} />
        </address>
      </div>
      <p className="mt-6">{t("place", { town: issuer.commune, day })}</p>
      {titled ? <h2 className="mt-4">{subject}</h2> : null}
      <div className="mt-4" lang={locale}>
        {body.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph} className="mt-3 break-words whitespace-pre-line">
            {paragraph}
          </p>
        ))}
      </div>
      <div className="mt-6">
        <DefinitionList
          items={[
            { term: t("invoice"), value: letter.number },
            { term: t("issued"), value: wordDate(locale, letter.issuedOn) },
            { term: t("due"), value: wordDate(locale, letter.dueOn) },
            { term: t("total"), value: wordAmount(locale, letter.totalCents) },
            { term: t("left"), value: <strong>{wordAmount(locale, dueCents)}</strong> },
            { term: t("reference"), value: letter.refdet },
          ]}
        />
      </div>
      <Ways letter={letter} words={t} />
    </>
  );
}

function Ways({ letter: { head }, words: t }: Pick<Props, "letter" | "words">) {
  const { portal, chequePayee, address } = head.issuer;
  return (
    <div className="mt-6 small">
      <h3>{t("pay")}</h3>
      <ul>
        <li>{t("online", { portal })}</li>
        {chequePayee ? <li>{t("cheque", { payee: chequePayee })}</li> : null}
        <li>{t("desk", { address })}</li>
      </ul>
    </div>
  );
}

function Broken({ lines }: { lines: readonly (string | null)[] }) {
  return lines.flatMap((line) =>
    line
      ? [
          <span key={line}>
            <br />
            {line}
          </span>,
        ]
      : [],
  );
}
