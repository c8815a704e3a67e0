"use client";
/** Moves the documents received to the keys in force, in this browser: each page's own key is opened with the former private key and wrapped anew. */
import { useState } from "react";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { kidOf, rewrap } from "@/lib/document/jwe";
import type { PublishedKeys } from "@/lib/document/rules-keys";
import type { Envelope } from "@/lib/document/schema";
import type { FormAction, FormState } from "@/lib/kernel/form-state";
import type { OpenKeys } from "../browser/key-file";
import { fill } from "../fill";
import type { KeyWords, OfficeWords } from "../words";
import { KeyImport } from "./key-import";

type StalePage = { documentId: string; position: number; envelope: Envelope };

type RewrapProps = {
  current: PublishedKeys;
  published: readonly PublishedKeys[];
  stale: { total: number; pages: StalePage[] };
  words: KeyWords;
  office: OfficeWords;
  reveal: { show: string; hide: string };
  take: FormAction<{ total: number; pages: StalePage[] }>;
};

type State =
  | { name: "asking" }
  | { name: "working"; done: number }
  | { name: "ended"; other: number; isWrong: boolean };

export function Rewrap({ current, published, stale, words, office, reveal, take }: RewrapProps) {
  const [state, setState] = useState<State>({ name: "asking" });
  const former = published.filter(({ fingerprint }) => fingerprint !== current.fingerprint);
  const run = async (keys: OpenKeys) => {
    const before = former.find(({ fingerprint }) => fingerprint === keys.fingerprint);
    if (!before) return;
    const own = { kid: await kidOf(before.statement[keys.holder]), key: keys.decrypt };
    let left = stale;
    let done = 0;
    for (;;) {
      setState({ name: "working", done });
      const mine = left.pages.filter(({ envelope }) =>
        envelope.recipients.some(({ header }) => header.kid === own.kid),
      );
      if (mine.length === 0) return setState({ name: "ended", other: left.total, isWrong: false });
      const moved = [];
      for (const page of mine) moved.push({ ...page, envelope: await rewrap(page.envelope, own, current.statement) });
      const answer = await take({ status: "idle" }, formOf(moved));
      const next = dataOf(answer);
      if (!next) return setState({ name: "ended", other: left.total, isWrong: true });
      done += mine.length;
      left = next;
    }
  };
  if (state.name === "working") {
    const text = fill(words.rewrapping, { done: state.done, total: stale.total });
    return (
      <Progress value={state.done} max={stale.total} label={words.rewrap}>
        <span role="status">{text}</span>
      </Progress>
    );
  }
  if (state.name === "ended") {
    const isAll = state.other === 0;
    const title = state.isWrong ? words.rewrapWrong : isAll ? words.rewrapDone : String(state.other);
    return <Notice tone={isAll ? "ok" : "warn"} inset live title={title} />;
  }
  const accepts = former.map(({ fingerprint }) => fingerprint);
  return <KeyImport words={office} reveal={reveal} accepts={accepts} onOpen={(keys) => void run(keys)} />;
}

function formOf(pages: readonly StalePage[]): FormData {
  const data = new FormData();
  data.set("pages", JSON.stringify(pages));
  return data;
}

function dataOf(state: FormState<{ total: number; pages: StalePage[] }>) {
  return state.status === "done" ? (state.data ?? null) : null;
}
