"use client";
/** Marking at the gate, with or without network: the lists of the day, one of them, and what waits to be sent. */
import { useEffect, useState } from "react";
import { useGate } from "@/components/attendance/device/use-gate";
import { EmptyState, Notice } from "@/components/ui/notice";
import type { Locale } from "@/lib/i18n/locale";
import { GateBoard } from "./gate-board";
import { GateLeft } from "./gate-left";
import type { GateProps, GateTexts } from "./gate-props";
import { GateSheet } from "./gate-sheet";
import { GateStatus } from "./gate-status";

export function GateApp({ texts, locale }: { texts: GateTexts; locale: Locale }) {
  const gate = useGate();
  const { view } = gate;
  const open = useHash();
  const list = view.bundle?.lists.find((one) => one.id === open);
  const rest = { gate, texts, locale };
  if (view.phase === "opening") return <p className="soft">{texts.opening}</p>;
  if (view.phase === "unable") return <Notice tone="warn" inset title={texts.unable} />;
  return (
    <>
      <GateStatus {...rest} />
      <GateLeft {...rest} />
      {list ? <GateSheet key={list.id} list={list} {...rest} /> : <Home {...rest} />}
    </>
  );
}

function Home(props: GateProps) {
  const { gate, texts } = props;
  const { bundle, link } = gate.view;
  if (bundle && bundle.lists.length > 0) return <GateBoard {...props} lists={bundle.lists} />;
  return (
    <EmptyState icon="list" title={texts.none} level={2}>
      {link === "online" ? texts.noneText : texts.noneOffline}
    </EmptyState>
  );
}

/** The list that is open stands in the address, so that going back and reloading keep their place. */
function useHash(): string {
  const [hash, setHash] = useState("");
  useEffect(() => {
    const read = () => setHash(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return hash;
}
