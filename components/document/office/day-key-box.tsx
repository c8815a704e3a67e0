"use client";
/** The agent's key for the day: asked for once, then there for every document of this session until the evening. */
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { dayKey, forgetKey, keepForDay } from "../browser/day-key";
import type { OpenKeys } from "../browser/key-file";
import type { OfficeWords } from "../words";
import { KeyImport } from "./key-import";

/** `session` names this sign-in; `until` is the end of the day, in milliseconds. */
export type Day = { session: string; until: number };

type DayKeyBoxProps = {
  day: Day;
  words: OfficeWords;
  reveal: { show: string; hide: string };
  children: (keys: OpenKeys) => ReactNode;
};

export function DayKeyBox({ day, words, reveal, children }: DayKeyBoxProps) {
  const [keys, setKeys] = useState<OpenKeys | null | undefined>(undefined);
  useEffect(() => {
    dayKey(day.session)
      .catch(() => null)
      .then(setKeys);
  }, [day.session]);
  if (keys === undefined) return null;
  if (keys === null) {
    return (
      <>
        <Notice tone="info" inset icon="key" title={words.noKey}>
          {words.noKeyText}
        </Notice>
        <KeyImport
          words={words}
          reveal={reveal}
          onOpen={(opened) => {
            setKeys(opened);
            void keepForDay(opened, day).catch(() => undefined);
          }}
        />
      </>
    );
  }
  return (
    <>
      {children(keys)}
      <p className="small soft mt-6">
        {words.loaded}{" "}
        <Button kind="quiet" onClick={() => void forgetKey().then(() => setKeys(null))}>
          {words.forget}
        </Button>
      </p>
    </>
  );
}
