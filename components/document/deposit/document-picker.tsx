"use client";
/**
 * Gives a document: pages from the camera or from files, made smaller, encrypted here and sent. On its own page it goes on to `doneHref`; inside
 * another form it leaves the document's id in a hidden field (`field`), for the request that will take it along.
 */
import { useEffect, useState } from "react";
import { DateField } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { wordFingerprint } from "@/lib/document/rules-keys";
import { type OfferedKeys, type Trust, trustOf } from "../browser/trust";
import { fill } from "../fill";
import type { DepositWords } from "../words";
import type { DepositPlace } from "./deposit";
import { FileButtons } from "./file-buttons";
import { ChangedKeys } from "./key-trust";
import { PageList } from "./page-list";
import { percentOf } from "./unfinished";
import { type Dates, type Done, type Step, useDeposit } from "./use-deposit";

export type DocumentPickerProps = {
  place: DepositPlace;
  keys: OfferedKeys;
  /** The account: what stays on the device is theirs. */
  owner: string;
  /** What the document is called if the sending must be resumed: « Assurance scolaire, Léa ». */
  label: string;
  asks: { issueDate: boolean; endDate: boolean; freshMonths: number | null };
  words: DepositWords;
  locale: string;
  doneHref?: string | undefined;
  /** Name of a hidden field such as "documentIds[]". */
  field?: string | undefined;
};

export function DocumentPicker(props: DocumentPickerProps) {
  const { keys, words, field } = props;
  const [trust, setTrust] = useState<Trust | null>(null);
  const [done, setDone] = useState<Done[]>([]);
  useEffect(() => {
    void trustOf(keys, window.localStorage).then(setTrust);
  }, [keys]);
  if (!trust) return null;
  if (!trust.isTrusted) {
    return <ChangedKeys {...trust} words={words} onAccepted={() => setTrust({ isTrusted: true })} />;
  }
  return (
    <>
      {done.map((one) => (
        <Notice key={one.id} tone="ok" inset live title={words.done}>
          <p>
            {one.label}. {words.reference} <span className="num">{one.reference.slice(0, 8)}</span>
          </p>
          {field ? <input type="hidden" name={field} value={one.id} /> : null}
        </Notice>
      ))}
      <Picking {...props} key={done.length} onDone={(one) => setDone([...done, one])} />
    </>
  );
}

function Picking({ onDone, ...props }: DocumentPickerProps & { onDone: (done: Done) => void }) {
  const { words, asks, keys, locale, field } = props;
  const { pages, step, fault, dates, isBusy, setDates, add, remove, go } = useDeposit(props, onDone);
  return (
    <div className="deposit">
      {fault ? <Notice tone="error" inset live title={fault} /> : null}
      <DateFields asks={asks} words={words} dates={dates} onChange={setDates} isBusy={isBusy} />
      <FileButtons words={words} isBusy={isBusy} onFiles={add} />
      {pages.length > 0 ? (
        <PageList pages={pages} words={words} locale={locale} onRemove={remove} />
      ) : (
        <p className="soft">{words.none}</p>
      )}
      <Standing step={step} count={pages.length} words={words} />
      <div className="form-actions mt-3">
        <Button kind={field ? "line" : "primary"} icon="lock" aria-disabled={isBusy || undefined} onClick={go}>
          {isBusy ? words.sending : words.send}
        </Button>
      </div>
      <p className="small soft mt-3">
        {fill(words.key, { fingerprint: "" })}
        <span className="tabular-nums">{wordFingerprint(keys.current.fingerprint)}</span>
      </p>
    </div>
  );
}

type DateFieldsProps = Pick<DocumentPickerProps, "asks" | "words"> & {
  dates: Dates;
  isBusy: boolean;
  onChange: (dates: Dates) => void;
};

function DateFields({ asks, words, dates, isBusy, onChange }: DateFieldsProps) {
  return (
    <>
      {asks.issueDate ? (
        <DateField
          name="issuedOn"
          label={words.issuedOn}
          hint={asks.freshMonths ? fill(words.fresh, { count: asks.freshMonths }) : undefined}
          value={dates.issuedOn}
          readOnly={isBusy}
          onChange={(event) => onChange({ ...dates, issuedOn: event.target.value })}
        />
      ) : null}
      {asks.endDate ? (
        <DateField
          name="validUntil"
          label={words.validUntil}
          hint={words.validUntilHint}
          value={dates.validUntil}
          readOnly={isBusy}
          onChange={(event) => onChange({ ...dates, validUntil: event.target.value })}
        />
      ) : null}
    </>
  );
}

function Standing({ step, count, words }: { step: Step; count: number; words: DepositWords }) {
  if (step.name === "choosing") return null;
  if (step.name === "preparing") return <p role="status">{words.preparing}</p>;
  if (step.name === "sealing") {
    const text = fill(words.sealing, { n: step.page, count });
    return (
      <Progress value={step.page - 1} max={count} label={words.sending}>
        <span role="status">{text}</span>
      </Progress>
    );
  }
  return (
    <>
      <Progress value={step.sent} max={step.total} label={words.sending}>
        {percentOf(step.sent, step.total, words)}
      </Progress>
      {step.isCut ? (
        <Notice tone="warn" inset live title={words.cut}>
          {words.cutText}
        </Notice>
      ) : null}
    </>
  );
}
