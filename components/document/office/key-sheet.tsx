"use client";
/** The recovery key as a sheet to print: the text of its file, still closed by its passphrase, which is written elsewhere. */
import { PrintButton } from "@/components/layout/print-button";
import { wordFingerprint } from "@/lib/document/rules-keys";
import type { KeyFile } from "../browser/key-file";
import type { KeyWords } from "../words";

export function KeySheet({ file, words }: { file: KeyFile; words: KeyWords }) {
  return (
    <details className="disclosure">
      <summary>{words.printRecovery}</summary>
      <PrintButton>{words.printRecovery}</PrintButton>
      <article className="sheet prose">
        <h2>{words.sheet}</h2>
        <p>{words.sheetText}</p>
        <p>
          {words.fingerprint} <span className="tabular-nums">{wordFingerprint(file.fingerprint)}</span>
        </p>
        <pre className="key-text">{JSON.stringify(file)}</pre>
      </article>
    </details>
  );
}
