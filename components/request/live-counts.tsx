"use client";
/** How many requests wait, each a link to its list. Drawn by the server; a script asks again every half-minute while the page is looked at. */
import { useEffect, useState } from "react";
import { TextLink } from "@/components/ui/button";

export type LiveCount = { key: string; label: string; href: string; value: number };
type Props = { title: string; counts: readonly LiveCount[]; refreshed: string; source: string };

const EVERY_MILLISECONDS = 30_000;

export function LiveCounts({ title, counts, refreshed, source }: Props) {
  const [fresh, setFresh] = useState<Readonly<Record<string, unknown>>>({});
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await fetch(source).catch(() => null);
      if (answer?.ok && answer.headers.get("content-type")?.includes("json")) setFresh(await answer.json());
    };
    const timer = setInterval(ask, EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [source]);
  const shownOf = ({ key, value }: LiveCount) => (typeof fresh[key] === "number" ? fresh[key] : value);
  return (
    <nav aria-label={title} className="mt-3">
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {counts.map((count) => (
          <li key={count.key}>
            <TextLink href={count.href} className="link">
              {count.label}
            </TextLink>{" "}
            <strong className="num">{shownOf(count)}</strong>
          </li>
        ))}
      </ul>
      {typeof fresh.time === "string" ? <p className="small soft">{refreshed.replace("{time}", fresh.time)}</p> : null}
    </nav>
  );
}
