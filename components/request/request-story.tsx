/** What was written and done about a request, oldest first: who, when, the words, and a letter to open. */
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/button";
import { wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { parisOf } from "@/lib/kernel/civil-date";

export type ToldStep = {
  id: string;
  who: string;
  at: Date;
  /** A step or the heading of a letter. */
  title: string | null;
  text: string | null;
  link: { href: string; label: string } | null;
};

export function RequestStory({ steps, locale }: { steps: readonly ToldStep[]; locale: Locale }): ReactNode {
  return (
    <ol className="grid gap-4">
      {steps.map(({ id, who, at, title, text, link }) => (
        <li key={id}>
          <p className="small soft">
            <strong>{who}</strong>, <time dateTime={at.toISOString()}>{wordMoment(locale, parisOf(at).moment)}</time>
          </p>
          {title ? <p>{title}</p> : null}
          {text ? <p className="prose whitespace-pre-line">{text}</p> : null}
          {link ? (
            <p>
              <TextLink href={link.href} plain>
                {link.label}
              </TextLink>
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
