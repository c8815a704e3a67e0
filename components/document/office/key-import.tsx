"use client";
/** Loads a private key into this browser: a file or the text of a printed sheet, and its passphrase. What comes in can be used and not taken out. */
import { useState } from "react";
import { PasswordInput, TextArea } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { wordFingerprint } from "@/lib/document/rules-keys";
import { type OpenKeys, readKeyFile, unlockKeys } from "../browser/key-file";
import { fill } from "../fill";
import type { OfficeWords } from "../words";
import { useReady } from "./use-ready";

type KeyImportProps = {
  words: OfficeWords;
  reveal: { show: string; hide: string };
  /** The keys that will do; none is any. */
  accepts?: readonly string[] | undefined;
  onOpen: (keys: OpenKeys) => void;
};

type State = "asking" | "checking" | { fault: string };

export function KeyImport({ words, reveal, accepts, onOpen }: KeyImportProps) {
  const [content, setContent] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [state, setState] = useState<State>("asking");
  const isReady = useReady();
  const load = async () => {
    setState("checking");
    const result = await open({ content, passphrase, accepts, words });
    if (typeof result === "string") return setState({ fault: result });
    setPassphrase("");
    onOpen(result);
  };
  if (!isReady) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (state !== "checking") void load();
      }}
    >
      {typeof state === "object" ? <Notice tone="error" inset live title={state.fault} /> : null}
      <div className="field">
        <label htmlFor="key-file">{words.keyFile}</label>
        <input
          id="key-file"
          type="file"
          className="input"
          accept=".json,application/json"
          onChange={(event) => void event.target.files?.[0]?.text().then(setContent)}
        />
      </div>
      <details className="disclosure">
        <summary>{words.keyText}</summary>
        <TextArea
          name="keyText"
          label={words.keyText}
          rows={4}
          spellCheck={false}
          value={content}
          onChange={(event) => setContent(event.target.value)}
        />
      </details>
      <PasswordInput
        name="passphrase"
        label={words.passphrase}
        {...reveal}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <div className="form-actions">
        <Button type="submit" kind="primary" icon="key" aria-disabled={state === "checking" || undefined}>
          {state === "checking" ? words.loading : words.loadKey}
        </Button>
      </div>
    </form>
  );
}

type Asked = { content: string; passphrase: string; accepts?: readonly string[] | undefined; words: OfficeWords };

/** The keys, or why not. */
async function open({ content, passphrase, accepts, words }: Asked): Promise<OpenKeys | string> {
  const file = readKeyFile(content);
  if (!file) return words.wrongFile;
  if (accepts && !accepts.includes(file.fingerprint)) {
    return fill(words.otherKeys, { fingerprint: wordFingerprint(file.fingerprint) });
  }
  return (await unlockKeys(file, passphrase)) ?? words.wrongPassphrase;
}
