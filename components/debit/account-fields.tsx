"use client";
/** The fields of a bank account: holder, IBAN, and a BIC that is asked for only outside the European Economic Area. */
import { useField } from "@/components/forms/form-context";
import { TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";

export type AccountWords = Record<
  "holder" | "holderHint" | "iban" | "ibanHint" | "bic" | "bicOpen" | "bicHint",
  string
>;

/** The BIC shows by itself once it was asked for or typed. */
export function AccountFields({ words, holder }: { words: AccountWords; holder: string }) {
  const bic = useField({ name: "bic" });
  return (
    <>
      <TextInput
        name="holder"
        label={words.holder}
        hint={words.holderHint}
        defaultValue={holder}
        maxLength={70}
        autoComplete="name"
      />
      <TextInput
        name="iban"
        label={words.iban}
        hint={words.ibanHint}
        maxLength={42}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <Disclosure summary={words.bicOpen} open={bic.error !== undefined || Boolean(bic.value)}>
        <TextInput
          name="bic"
          label={words.bic}
          hint={words.bicHint}
          maxLength={14}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          short
        />
      </Disclosure>
    </>
  );
}
