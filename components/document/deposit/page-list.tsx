"use client";
/** The pages chosen so far, small as stamps, in the order in which they will be sent. */
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Prepared } from "../browser/prepare";
import { fill } from "../fill";

export type ChosenPage = Prepared & { id: string };

type PageListProps = {
  pages: readonly ChosenPage[];
  words: { page: string; remove: string; pages: string };
  locale: string;
  onRemove: (id: string) => void;
};

export function PageList({ pages, words, locale, onRemove }: PageListProps) {
  return (
    <ol className="pages" aria-label={words.pages}>
      {pages.map((page, index) => (
        <li key={page.id}>
          <Stamp page={page} />
          <span>
            <strong>{fill(words.page, { n: index + 1 })}</strong>
            <span className="small soft"> {sizeOf(page.bytes.length, locale)}</span>
            <span className="small soft pages-name">{page.name}</span>
          </span>
          <Button kind="line" small onClick={() => onRemove(page.id)}>
            {words.remove}
            <span className="sr"> {fill(words.page, { n: index + 1 })}</span>
          </Button>
        </li>
      ))}
    </ol>
  );
}

function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const shape = { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, shape).format(value).replaceAll("\u202f", "\u00a0");
}

const STAMP = 72;

/** Drawn, not linked: the page's policy lets no picture in from elsewhere, not even from itself. */
function Stamp({ page }: { page: ChosenPage }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isPicture = page.format !== "pdf" && page.format !== "heic";
  useEffect(() => {
    if (isPicture) void drawStamp(canvas.current, page);
  }, [page, isPicture]);
  if (!isPicture) return <Icon name="document" size="large" />;
  return <canvas ref={canvas} width={STAMP} height={STAMP} />;
}

async function drawStamp(canvas: HTMLCanvasElement | null, page: ChosenPage): Promise<void> {
  const picture = await createImageBitmap(new Blob([page.bytes])).catch(() => null);
  if (!picture) return;
  const side = Math.min(picture.width, picture.height);
  canvas?.getContext("2d")?.drawImage(picture, 0, 0, side, side, 0, 0, STAMP, STAMP);
  picture.close();
}
