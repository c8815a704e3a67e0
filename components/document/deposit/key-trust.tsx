"use client";
/** The keys are not those this browser knows, and nobody vouches for them: nothing is sent before the person compared the fingerprint. */
import { useState } from "react";
import { TextInput } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { wordFingerprint } from "@/lib/document/rules-keys";
import { acceptOffered } from "../browser/trust";

type Words = Record<"changed" | "changedText" | "known" | "offered" | "typed" | "accept" | "mismatch", string>;
type ChangedKeysProps = { known: string; offered: string; words: Words; onAccepted: () => void };

export function ChangedKeys({ known, offered, words, onAccepted }: ChangedKeysProps) {
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const accept = () => (acceptOffered(offered, typed, window.localStorage) ? onAccepted() : setWrong(true));
  return (
    <Notice tone="error" inset live title={words.changed}>
      <p>{words.changedText}</p>
      <p>
        {words.known}
        <br />
        <span className="tabular-nums">{wordFingerprint(known)}</span>
      </p>
      <p>
        {words.offered}
        <br />
        <span className="tabular-nums">{wordFingerprint(offered)}</span>
      </p>
      <TextInput
        name="fingerprint"
        label={words.typed}
        short
        autoComplete="off"
        error={isWrong ? words.mismatch : undefined}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button kind="line" onClick={accept}>
        {words.accept}
      </Button>
    </Notice>
  );
}
