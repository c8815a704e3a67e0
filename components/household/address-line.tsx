"use client";
/**
 * The line of an address, helped by the national geocoder (facts: public-apis §2): an ARIA combobox that fills the line, the postcode and the town.
 * What the family typed stays its own: a suggestion is only taken when it is chosen, and without script, service or answer it is a plain field.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { FieldOf } from "@/components/forms/checked-form";
import { TextInput } from "@/components/forms/text-input";
import { SHORTEST_QUERY, type Suggestion } from "@/lib/address/schema";

export type AddressLineWords = { line: string; lineHint: string; suggestions: string; found: string; source: string };
type Props = { field: ReturnType<FieldOf>; words: AddressLineWords };

const PAUSE_MS = 250;
const NONE: readonly Suggestion[] = [];

export function AddressLine({ field, words }: Props) {
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(-1);
  const [found, close] = useSuggestions(typed);
  const isOpen = found.length > 0;

  function choose(suggestion: Suggestion | undefined) {
    if (suggestion) fill(box.current?.closest("form"), suggestion);
    setTyped("");
    setActive(-1);
    close();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!isOpen) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length);
    else if (event.key === "Enter" && active >= 0) choose(found[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={box} className="combobox">
      <TextInput
        {...field}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(-1);
          void field.onChange(event);
        }}
        onBlur={(event) => {
          close();
          void field.onBlur(event);
        }}
        onKeyDown={onKeyDown}
        label={words.line}
        hint={words.lineHint}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="address-line1"
      />
      <Options id={listId} found={found} active={active} words={words} choose={choose} />
    </div>
  );
}

type OptionsProps = {
  id: string;
  found: readonly Suggestion[];
  active: number;
  words: AddressLineWords;
  choose: (suggestion: Suggestion) => void;
};

function Options({ id, found, active, words, choose }: OptionsProps) {
  const isOpen = found.length > 0;
  return (
    <>
      <div id={id} role="listbox" aria-label={words.suggestions} hidden={!isOpen} className="combobox__list">
        {found.map((suggestion, index) => (
          // The keyboard moves through the field itself, as the pattern of the combobox asks.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={suggestion.label}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="combobox__option"
            // Else the field would lose the focus, and the list close under the finger.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            {suggestion.label}
          </div>
        ))}
      </div>
      <p className="small soft" hidden={!isOpen}>
        {words.source}
      </p>
      <p className="sr" aria-live="polite">
        {isOpen ? words.found.replace("{count}", String(found.length)) : ""}
      </p>
    </>
  );
}

/** What the portal's own server suggests for a text, once the hand has rested; a newer text forgets the older one. */
function useSuggestions(typed: string): [readonly Suggestion[], () => void] {
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    setFound(NONE);
    if (typed.trim().length < SHORTEST_QUERY) return;
    const gone = new AbortController();
    const timer = setTimeout(
      () => void ask(typed, gone.signal).then((list) => gone.signal.aborted || setFound(list)),
      PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [typed]);
  return [found, () => setFound(NONE)];
}

async function ask(q: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/api/adresses", { method: "POST", headers, body: JSON.stringify({ q }), signal });
    return answer.ok ? ((await answer.json()) as { suggestions: Suggestion[] }).suggestions : NONE;
  } catch {
    return NONE;
  }
}

function fill(form: HTMLFormElement | null | undefined, suggestion: Suggestion): void {
  for (const name of ["line", "postalCode", "city"] as const) {
    const input = form?.elements.namedItem(name);
    if (input instanceof HTMLInputElement) write(input, suggestion[name]);
  }
}

/** As if it had been typed, so that the form's own check hears it. */
function write(input: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
