"use client";
/** A sending that a closed page or a flat battery cut short: it is still on this device, encrypted, and can go on. */
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { forget, Refusal, type Sending, send, unfinished } from "../browser/send";
import { fill } from "../fill";
import type { DepositWords } from "../words";

type UnfinishedProps = { owner: string; words: DepositWords; doneHref: string };
type State = { sent: number; total: number } | { fault: string } | null;

export function Unfinished({ owner, words, doneHref }: UnfinishedProps) {
  const [sendings, setSendings] = useState<Sending[]>([]);
  const [state, setState] = useState<State>(null);
  useEffect(() => {
    void unfinished(owner).then(setSendings);
  }, [owner]);
  const [first] = sendings;
  if (!first) return null;
  const go = () => {
    setState({ sent: 0, total: 1 });
    send(first, { onProgress: (sent, total) => setState({ sent, total }), onCut: () => undefined })
      .then(() => window.location.assign(doneHref))
      .catch((error: unknown) => setState({ fault: faultWords(error, words) }));
  };
  const abandon = () => void forget(first.id).then(() => setSendings(sendings.slice(1)));
  const busy = state !== null && "total" in state;
  return (
    <Notice tone="warn" inset live icon="upload" title={words.resume}>
      <p>{state && "fault" in state ? state.fault : fill(words.resumeText, { label: first.label })}</p>
      {busy ? (
        <Progress value={state.sent} max={state.total} label={words.sending}>
          {percentOf(state.sent, state.total, words)}
        </Progress>
      ) : (
        <div className="form-actions">
          <Button kind="line" onClick={go}>
            {words.resumeButton}
          </Button>
          <Button kind="quiet" onClick={abandon}>
            {words.resumeDrop}
          </Button>
        </div>
      )}
    </Notice>
  );
}

export function percentOf(sent: number, total: number, words: Pick<DepositWords, "progress">): string {
  return fill(words.progress, { percent: total > 0 ? Math.floor((sent * 100) / total) : 0 });
}

export function faultWords(error: unknown, { faults }: Pick<DepositWords, "faults">): string {
  const reason = error instanceof Refusal ? error.reason : "failed";
  return (faults as Record<string, string>)[reason] ?? faults.failed;
}
