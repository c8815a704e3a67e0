/** Reads codes from the camera where the browser has a detector of its own; elsewhere it says that the field takes them. Nothing is recorded or sent. */
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { GateTexts } from "./gate-props";

type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> };
type DetectorMaker = new (options: { formats: string[] }) => Detector;

/** Not yet in the types of the platform. */
function detectorMaker(): DetectorMaker | undefined {
  return (window as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}

const LOOK_EVERY_MS = 250;
/** The same badge held in front of the camera is one reading. */
const SAME_FOR_MS = 4000;
const FORMATS = ["qr_code", "code_128", "ean_13"];

type CameraProps = { texts: GateTexts["badge"]; onCode: (code: string) => void };

export function CameraReader({ texts, onCode }: CameraProps) {
  const [able, setAble] = useState<boolean | null>(null);
  const [open, setOpen] = useState(false);
  const [denied, setDenied] = useState(false);
  useEffect(() => setAble(detectorMaker() !== undefined && "mediaDevices" in navigator), []);
  if (able === null) return null;
  if (!able) return <p className="small soft wide">{texts.noCamera}</p>;
  const fail = () => {
    setDenied(true);
    setOpen(false);
  };
  return (
    <>
      <Button kind="line" icon="eye" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? texts.stop : texts.camera}
      </Button>
      {denied ? <p role="alert">{texts.denied}</p> : null}
      {open ? <Camera label={texts.camera} onCode={onCode} onFail={fail} /> : null}
    </>
  );
}

function Camera({ label, onCode, onFail }: { label: string; onCode: (code: string) => void; onFail: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ onCode, onFail });
  told.current = { onCode, onFail };
  useEffect(() => watchCamera(video.current, told), []);
  return <video ref={video} muted playsInline className="wide" aria-label={label} />;
}

type Told = { current: { onCode: (code: string) => void; onFail: () => void } };

function watchCamera(video: HTMLVideoElement | null, told: Told): () => void {
  const Maker = detectorMaker();
  let stream: MediaStream | undefined;
  let timer = 0;
  const stop = () => {
    window.clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  if (!video || !Maker) return stop;
  const look = lookerOf(new Maker({ formats: FORMATS }), told);
  navigator.mediaDevices
    .getUserMedia({ video: { facingMode: "environment" } })
    .then(async (opened) => {
      stream = opened;
      video.srcObject = opened;
      await video.play();
      timer = window.setInterval(() => void look(video), LOOK_EVERY_MS);
    })
    .catch(() => told.current.onFail());
  return stop;
}

function lookerOf(detector: Detector, told: Told) {
  let last = { code: "", at: 0 };
  return async (video: HTMLVideoElement) => {
    const [found] = await detector.detect(video).catch(() => []);
    if (!found) return;
    const at = performance.now();
    const isSame = found.rawValue === last.code && at - last.at < SAME_FOR_MS;
    last = { code: found.rawValue, at };
    if (!isSame) told.current.onCode(found.rawValue);
  };
}
