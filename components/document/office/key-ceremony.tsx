"use client";
/**
 * Makes the keys in this browser: two passphrases, two private files to keep apart, then the public halves go to the server. When keys are in
 * force already, they vouch for the new ones first, with the office's or the recovery file; only a loss of both goes without.
 */
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { endorse, fingerprintOf } from "@/lib/document/jwe";
import { wordFingerprint } from "@/lib/document/rules-keys";
import type { Endorsement, Holder } from "@/lib/document/schema";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import { type KeyFile, lockKeys, makeKeys, type OpenKeys } from "../browser/key-file";
import type { KeyWords, OfficeWords } from "../words";
import { KeyImport } from "./key-import";
import { KeySheet } from "./key-sheet";
import { useReady } from "./use-ready";

type Made = { fingerprint: string; statement: string; endorsement: Endorsement | null; files: Record<Holder, KeyFile> };

export type CeremonyProps = {
  today: string;
  current: string | null;
  words: KeyWords;
  office: OfficeWords;
  reveal: { show: string; hide: string };
  form: FormTexts;
  publish: FormAction;
};

export function KeyCeremony({ current, words, office, reveal, ...rest }: CeremonyProps) {
  const [voucher, setVoucher] = useState<OpenKeys | "lost" | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  if (made) return <MadeKeys made={made} isLoss={voucher === "lost"} words={words} {...rest} />;
  if (current && !voucher) {
    return (
      <>
        <p>{words.before}</p>
        <KeyImport words={office} reveal={reveal} accepts={[current]} onOpen={setVoucher} />
        <p className="mt-6">
          <Button kind="quiet" onClick={() => setVoucher("lost")}>
            {words.lostBox}
          </Button>
        </p>
      </>
    );
  }
  const keys = voucher === "lost" ? null : voucher;
  return <Making words={words} reveal={reveal} today={rest.today} voucher={keys} onMade={setMade} />;
}

type MakingProps = Pick<CeremonyProps, "words" | "reveal" | "today"> & {
  voucher: OpenKeys | null;
  onMade: (made: Made) => void;
};

const SHORTEST = 16;

function Making({ words, reveal, today, voucher, onMade }: MakingProps) {
  const [phrases, setPhrases] = useState<Record<Holder, string>>({ office: "", recovery: "" });
  const [isMaking, setMaking] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const isReady = useReady();
  const make = async () => {
    const tooShort = Object.values(phrases).some((phrase) => phrase.trim().length < SHORTEST);
    const same = phrases.office.trim() === phrases.recovery.trim();
    if (tooShort || same) return setFault(tooShort ? words.short : words.same);
    setMaking(true);
    onMade(await makeAll(today, phrases, voucher));
  };
  const field = (holder: Holder, label: string, hint: string) => (
    <PasswordInput
      name={holder}
      label={label}
      hint={hint}
      {...reveal}
      autoComplete="off"
      value={phrases[holder]}
      onChange={(event) => setPhrases({ ...phrases, [holder]: event.target.value })}
    />
  );
  if (!isReady) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isMaking) void make();
      }}
    >
      {fault ? <Notice tone="error" inset live title={fault} /> : null}
      <p className="mt-3 mb-6">{words.ceremonyText}</p>
      {field("office", words.passphrase, words.passphraseHint)}
      {field("recovery", words.recoveryPassphrase, words.recoveryHint)}
      <Button type="submit" kind="primary" icon="key" aria-disabled={isMaking || undefined}>
        {isMaking ? words.making : words.make}
      </Button>
    </form>
  );
}

async function makeAll(today: string, phrases: Record<Holder, string>, voucher: OpenKeys | null): Promise<Made> {
  const { statement, pairs } = await makeKeys(today);
  const fingerprint = await fingerprintOf(statement);
  const lock = (holder: Holder) =>
    lockKeys(pairs[holder], { holder, fingerprint, madeOn: today, passphrase: phrases[holder] });
  const [office, recovery] = await Promise.all([lock("office"), lock("recovery")]);
  const endorsement = voucher && (await endorse(statement, voucher.holder, voucher.sign));
  return { fingerprint, statement: JSON.stringify(statement), endorsement, files: { office, recovery } };
}

type MadeProps = Pick<CeremonyProps, "words" | "form" | "publish"> & { made: Made; isLoss: boolean };

function MadeKeys({ made, isLoss, words, form, publish }: MadeProps) {
  const [isKept, setKept] = useState(false);
  const { statement, endorsement, files, fingerprint } = made;
  const hidden = {
    statement,
    ...(endorsement && { endorsement: JSON.stringify(endorsement) }),
    ...(isLoss && { lost: "on" }),
  };
  return (
    <>
      <Notice tone="warn" inset live title={words.made}>
        <p>
          {words.fingerprint} <span className="tabular-nums">{wordFingerprint(fingerprint)}</span>
        </p>
      </Notice>
      <div className="form-actions">
        <Button kind="line" icon="download" onClick={() => save(files.office)}>
          {words.saveOffice}
        </Button>
        <Button kind="line" icon="download" onClick={() => save(files.recovery)}>
          {words.saveRecovery}
        </Button>
      </div>
      <KeySheet file={files.recovery} words={words} />
      <ActionForm action={publish} texts={form} hidden={hidden} after={null}>
        <Checkbox name="kept" label={words.kept} onChange={(event) => setKept(event.target.checked)} />
        {isKept ? <SubmitButton icon="seal">{words.publish}</SubmitButton> : null}
      </ActionForm>
    </>
  );
}

function save(file: KeyFile): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `cle-documents-${file.holder === "office" ? "service" : "secours"}-${file.madeOn}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
