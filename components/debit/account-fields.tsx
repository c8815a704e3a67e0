/** The fields of a bank account: holder, IBAN, and a BIC that is asked for only outside the European Economic Area. */
import { TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";

export type AccountWords = Record<"holder" | "holderHint" | "iban" | "ibanHint" | "bic" | "bicHint", string>;

/** `isOpen` shows the BIC at once. */
export function AccountFields({ words, holder, isOpen }: { words: AccountWords; holder: string; isOpen?: boolean }) {
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
      <Disclosure summary={words.bic} open={isOpen}>
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
