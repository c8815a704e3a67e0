"use client";
/**
 * The form around a grid. Without a script it is a plain form; with one it counts the changes, adds up their prices and says them aloud.
 * Prices come with the cells from the server, which decides again when the form arrives.
 */
import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import type { Locale } from "@/lib/i18n/locale";
import { type FormAction, idle } from "@/lib/kernel/form-state";

export type BookingFormTexts = {
  /** « Changements à confirmer », the name of the bar. */
  bar: string;
  /** « Cochez ou décochez des jours, puis confirmez. » */
  none: string;
  /** « 1 changement à confirmer » */
  one: string;
  /** « {count} changements à confirmer » */
  many: string;
  confirm: string;
  pending: string;
  /** First words of a cell's name, and its last ones once changed. */
  free: string;
  booked: string;
  added: string;
  removed: string;
  toConfirm: string;
};

type Props = {
  action: FormAction;
  texts: BookingFormTexts;
  locale: Locale;
  hidden: Record<string, string>;
  children: ReactNode;
};

/** Told to the form when a script has ticked boxes: only people make "change" events. */
const COPIED = "copied";

const Delta = createContext(0);

const boxesOf = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>("input[data-cents]")];

export function BookingForm({ action, texts, locale, hidden, children }: Props) {
  const [state, submit, isPending] = useActionState(action, idle);
  const form = useRef<HTMLFormElement>(null);
  const [change, setChange] = useState({ count: 0, cents: 0 });
  const recount = useCallback(() => {
    const boxes = form.current ? boxesOf(form.current) : [];
    const changed = boxes.filter((box) => box.checked !== box.defaultChecked);
    const cents = costOf(boxes, (box) => box.checked) - costOf(boxes, (box) => box.defaultChecked);
    setChange({ count: changed.length, cents });
    for (const box of boxes) rename(box, texts);
  }, [texts]);
  useEffect(() => {
    const own = form.current;
    own?.addEventListener("change", recount);
    own?.addEventListener(COPIED, recount);
    // A browser that comes back to the page restores the ticks.
    recount();
    return () => {
      own?.removeEventListener("change", recount);
      own?.removeEventListener(COPIED, recount);
    };
  }, [recount]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => submit(data));
  };
  const words = change.count === 1 ? texts.one : texts.many.replace("{count}", String(change.count));
  return (
    <form ref={form} action={submit} onSubmit={send}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Delta value={change.cents}>{children}</Delta>
      <section className="confirm" aria-label={texts.bar}>
        <p aria-live="polite">
          {state.status === "refused" ? state.message : change.count === 0 ? texts.none : words}
          {change.count === 0 ? null : <strong>{wordChange(locale, change.cents)}</strong>}
        </p>
        <button type="submit" className="btn btn--due" aria-disabled={isPending ? true : undefined}>
          {isPending ? texts.pending : texts.confirm}
        </button>
      </section>
    </form>
  );
}

/** Days under one price, as a month's, cost it once. */
function costOf(boxes: readonly HTMLInputElement[], isIn: (box: HTMLInputElement) => boolean): number {
  const costs = new Map<string, number>();
  for (const box of boxes) if (isIn(box)) costs.set(box.dataset.once ?? box.value, Number(box.dataset.cents));
  return [...costs.values()].reduce((sum, cents) => sum + cents, 0);
}

/** The name follows the state: « Libre, Léa… » becomes « Ajouté, Léa…, à confirmer ». */
function rename(box: HTMLInputElement, texts: BookingFormTexts) {
  const name = box.dataset.name ?? box.getAttribute("aria-label") ?? "";
  if (!box.dataset.name) box.dataset.name = name;
  const [before, after] = box.defaultChecked ? [texts.booked, texts.removed] : [texts.free, texts.added];
  const isChanged = box.checked !== box.defaultChecked;
  box.setAttribute("aria-label", isChanged ? `${name.replace(before, after)}, ${texts.toConfirm}` : name);
}

type TotalsProps = { booked: number; locale: Locale; texts: { booked: string; change: string; total: string } };

/** What is booked, what the ticks change, and the sum. */
export function Totals({ booked, locale, texts }: TotalsProps) {
  const delta = useContext(Delta);
  return (
    <dl className="pairs pairs--sums">
      <div>
        <dt>{texts.booked}</dt>
        <dd>{wordAmount(locale, booked)}</dd>
      </div>
      <div>
        <dt>{texts.change}</dt>
        <dd>{wordChange(locale, delta)}</dd>
      </div>
      <div className="total">
        <dt>{texts.total}</dt>
        <dd>{wordAmount(locale, booked + delta)}</dd>
      </div>
    </dl>
  );
}

type SameProps = { from: string; to: string; label: string; children: ReactNode };

/** « Pareil pour Tom »: ticks for one child what is ticked for another. Without a script, `children` (a button that also confirms) stands here. */
export function SameFor({ from, to, label, children }: SameProps) {
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  if (!hasScript) return <noscript>{children}</noscript>;
  const copy = (button: HTMLButtonElement) => {
    const form = button.form;
    if (!form) return;
    const wanted = new Set<string | undefined>();
    for (const box of boxesOf(form)) if (box.checked && box.value.startsWith(from)) wanted.add(box.dataset.slot);
    const own = boxesOf(form).filter((box) => box.value.startsWith(to) && wanted.has(box.dataset.slot));
    for (const box of own) box.checked = true;
    form.dispatchEvent(new Event(COPIED));
  };
  return (
    <button type="button" className="btn btn--line btn--small" onClick={(event) => copy(event.currentTarget)}>
      {label}
    </button>
  );
}
