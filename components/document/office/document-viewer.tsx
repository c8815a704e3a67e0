"use client";
/** Opens a document in this browser and shows its pages. Nothing that was decrypted leaves it; pictures are drawn, never run. */
import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { OpenKeys } from "../browser/key-file";
import { type OpenedPage, type OpenFault, openDocument, type Place } from "../browser/open";
import { fill } from "../fill";
import type { OfficeWords } from "../words";
import { type Day, DayKeyBox } from "./day-key-box";

type ViewerProps = { place: Place; day: Day; words: OfficeWords; reveal: { show: string; hide: string } };

export function DocumentViewer({ place, day, words, reveal }: ViewerProps) {
  return (
    <DayKeyBox day={day} words={words} reveal={reveal}>
      {(keys) => <Opening place={place} keys={keys} words={words} />}
    </DayKeyBox>
  );
}

type State = "closed" | "opening" | OpenFault | OpenedPage[];

const FAULTS = { gone: "gone", "wrong-key": "wrongKey", hostile: "hostile" } as const;

function Opening({ place, keys, words }: { place: Place; keys: OpenKeys; words: OfficeWords }) {
  const [state, setState] = useState<State>("closed");
  const open = () => {
    setState("opening");
    openDocument(place, keys.decrypt)
      .catch(() => "gone" as const)
      .then(setState);
  };
  if (Array.isArray(state)) {
    return state.map((page) => <Page key={page.position} page={page} count={state.length} words={words} />);
  }
  const isOpening = state === "opening";
  return (
    <>
      {state in FAULTS ? <Notice tone="error" inset live title={words[FAULTS[state as OpenFault]]} /> : null}
      <p className="soft">{words.openHint}</p>
      <Button kind="primary" icon="eye" aria-disabled={isOpening || undefined} onClick={isOpening ? undefined : open}>
        {isOpening ? words.opening : words.openFile}
      </Button>
    </>
  );
}

function Page({ page, count, words }: { page: OpenedPage; count: number; words: OfficeWords }) {
  const title = fill(words.page, { n: page.position, count });
  const isPicture = page.format === "jpeg" || page.format === "png";
  return (
    <figure>
      <figcaption className="small soft">{title}</figcaption>
      {isPicture ? <Picture page={page} title={title} /> : <OtherPage page={page} words={words} />}
    </figure>
  );
}

/** As many points as a large screen shows; a photograph may have ten times more. */
const WIDEST = 2400;

function Picture({ page, title }: { page: OpenedPage; title: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void draw(canvas.current, page);
  }, [page]);
  return <canvas ref={canvas} className="opened-page" role="img" aria-label={title} />;
}

async function draw(canvas: HTMLCanvasElement | null, { bytes, format }: OpenedPage): Promise<void> {
  const picture = await createImageBitmap(new Blob([bytes], { type: `image/${format}` })).catch(() => null);
  if (!canvas || !picture) return;
  const scale = Math.min(1, WIDEST / picture.width);
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
}

/** A PDF opens in the browser's own reader, in a tab; a picture that this browser cannot read is saved. */
function OtherPage({ page, words }: { page: OpenedPage; words: OfficeWords }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const type = page.format === "pdf" ? "application/pdf" : "image/heic";
    const made = URL.createObjectURL(new Blob([page.bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [page]);
  if (!address) return null;
  const isPdf = page.format === "pdf";
  return (
    <p>
      {isPdf ? null : words.heic}{" "}
      <a
        className={buttonClass({ kind: "line" })}
        href={address}
        {...(isPdf ? { target: "_blank", rel: "noreferrer" } : { download: `page-${page.position}.heic` })}
      >
        {isPdf ? words.pdf : words.save}
      </a>
    </p>
  );
}
