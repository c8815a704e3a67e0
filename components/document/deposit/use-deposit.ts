"use client";
/** Where a deposit stands while it is made: pages chosen, the step it is at, what went wrong. */
import { useState } from "react";
import { MOST_PAGES } from "@/lib/document/schema";
import { prepare } from "../browser/prepare";
import type { OfferedKeys } from "../browser/trust";
import type { DepositWords } from "../words";
import { type DepositPlace, deposit } from "./deposit";
import type { ChosenPage } from "./page-list";
import { faultWords } from "./unfinished";

export type Step =
  | { name: "choosing" }
  | { name: "preparing" }
  | { name: "sealing"; page: number }
  | { name: "sending"; sent: number; total: number; isCut: boolean };
export type Done = { id: string; reference: string; label: string };
export type Dates = { issuedOn: string; validUntil: string };

type About = {
  place: DepositPlace;
  keys: OfferedKeys;
  owner: string;
  label: string;
  words: DepositWords;
  doneHref?: string | undefined;
};

export function useDeposit({ words, doneHref, ...about }: About, onDone: (done: Done) => void) {
  const [pages, setPages] = useState<ChosenPage[]>([]);
  const [step, setStep] = useState<Step>({ name: "choosing" });
  const [fault, setFault] = useState<string | null>(null);
  const [dates, setDates] = useState<Dates>({ issuedOn: "", validUntil: "" });

  const add = async (files: readonly File[]) => {
    setStep({ name: "preparing" });
    const { taken, refused } = await prepareAll(files, MOST_PAGES - pages.length);
    setPages((before) => [...before, ...taken]);
    setFault(refused && `${refused.name} ${(words.faults as Record<string, string>)[refused.reason] ?? ""}`.trim());
    setStep({ name: "choosing" });
  };

  const go = async () => {
    if (pages.length === 0) return setFault(words.faults["no-page"]);
    setFault(null);
    setStep({ name: "sealing", page: 1 });
    try {
      const sent = await deposit({ ...about, dates, pages }, watchOf(setStep));
      if (doneHref) window.location.assign(doneHref);
      else onDone({ ...sent, label: about.label });
    } catch (error) {
      setFault(faultWords(error, words));
      setStep({ name: "choosing" });
    }
  };

  const isBusy = step.name !== "choosing";
  return {
    ...{ pages, step, fault, dates, isBusy, setDates },
    add: (files: readonly File[]) => void add(files),
    remove: (id: string) => setPages(pages.filter((page) => page.id !== id)),
    go: () => {
      if (!isBusy) void go();
    },
  };
}

function watchOf(setStep: (next: Step | ((before: Step) => Step)) => void) {
  return {
    onSealing: (page: number) => setStep({ name: "sealing", page }),
    onProgress: (sent: number, total: number) => setStep({ name: "sending", sent, total, isCut: false }),
    onCut: (isCut: boolean) => setStep((before) => (before.name === "sending" ? { ...before, isCut } : before)),
  };
}

type Refused = { name: string; reason: string };

async function prepareAll(
  files: readonly File[],
  room: number,
): Promise<{ taken: ChosenPage[]; refused: Refused | null }> {
  const taken: ChosenPage[] = [];
  let refused: Refused | null = files.length > room ? { name: "", reason: "too-many-pages" } : null;
  for (const file of files.slice(0, Math.max(0, room))) {
    const prepared = await prepare(file).catch(() => ({ ok: false as const, reason: "damaged" as const }));
    if (prepared.ok) taken.push({ ...prepared.page, id: crypto.randomUUID() });
    else refused = { name: `${file.name}\u00a0:`, reason: prepared.reason };
  }
  return { taken, refused };
}
