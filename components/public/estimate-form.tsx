"use client";
/** « Combien pour nous ? »: the questions and, once answered, the prices. The same form posts without a script and comes back with both. */
import { useContext } from "react";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { FormContext } from "@/components/forms/form-context";
import { type Option, Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";

export type EstimateTexts = {
  quotient: string;
  quotientHint: string;
  children: string;
  resident: string;
  yes: string;
  no: string;
  grade: string;
  gradeHint: string;
  submit: string;
};

/** What the action answers: words only, and what was typed, so that one number can be changed. */
export type EstimateAnswer = {
  typed: { quotient: string; children: string; resident: string; grade: string };
  title: string;
  about: string;
  why: string;
  services: readonly { id: string; name: string; prices: readonly EstimateLine[] }[];
  note: string;
};
/** `way`: « inscrits à l’année, 2e enfant »; null when there is one price. */
export type EstimateLine = { way: string | null; price: string; why: readonly string[] };

function useAnswer(): EstimateAnswer | null {
  const { state } = useContext(FormContext);
  return state.status === "done" && state.data ? (state.data as EstimateAnswer) : null;
}

type Props = { texts: EstimateTexts; grades: readonly Option[]; counts: readonly Option[] };

export function EstimateFields({ texts, grades, counts }: Props) {
  const typed = useAnswer()?.typed;
  return (
    <>
      <TextInput
        name="quotient"
        label={texts.quotient}
        hint={texts.quotientHint}
        inputMode="decimal"
        autoComplete="off"
        short
        defaultValue={typed?.quotient}
      />
      <Select name="children" label={texts.children} options={counts} defaultValue={typed?.children ?? "1"} />
      <RadioGroup
        name="resident"
        legend={texts.resident}
        choices={[
          { value: "oui", label: texts.yes },
          { value: "non", label: texts.no },
        ]}
        defaultValue={typed?.resident ?? "oui"}
      />
      <Select
        name="grade"
        label={texts.grade}
        hint={texts.gradeHint}
        options={grades}
        defaultValue={typed?.grade ?? "CP"}
      />
      <SubmitButton>{texts.submit}</SubmitButton>
    </>
  );
}

export function EstimateResult() {
  const answer = useAnswer();
  if (!answer) return null;
  return (
    <section className="mt-6" aria-label={answer.title}>
      <h2 className="mb-2">{answer.title}</h2>
      <p className="soft mb-4">{answer.about}</p>
      {answer.services.map(({ id, name, prices }) => (
        <section key={id} className="mb-4" aria-label={name}>
          <h3>{name}</h3>
          {prices.map(({ way, price, why }) => (
            <div key={`${way}${price}`}>
              <p>
                {way ? <span className="soft">{way} </span> : null}
                <strong className="num">{price}</strong>
              </p>
              {why.length > 0 ? (
                <Disclosure
                  summary={
                    <>
                      {answer.why} <span className="sr">{[name, way].filter(Boolean).join(", ")}</span>
                    </>
                  }
                >
                  <p className="soft small">{why.join(" ")}</p>
                </Disclosure>
              ) : null}
            </div>
          ))}
        </section>
      ))}
      <p className="soft small mt-4">{answer.note}</p>
    </section>
  );
}
