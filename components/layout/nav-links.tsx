"use client";
/** A menu that knows where the person is, from the address: a layout cannot tell on the server alone. */
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon, type IconName } from "@/components/ui/icon";
import { Count } from "@/components/ui/tag";

export type NavEntry = {
  href: string;
  label: string;
  icon: IconName;
  /** What waits there, and how it is said aloud: « 1 à payer ». */
  count?: { value: number; label: string } | undefined;
  /** Family menu: not among the four entries of the phone's bar. */
  deskOnly?: boolean | undefined;
};

type NavLinksProps = { entries: readonly NavEntry[]; label: string; className: "nav" | "office-nav" };

export function NavLinks({ entries, label, className }: NavLinksProps) {
  const here = currentEntry(entries, usePathname());
  return (
    <nav className={className} aria-label={label}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.href} className={entry.deskOnly ? "wide" : undefined}>
            <Link href={entry.href as Route} prefetch={false} aria-current={entry === here ? "page" : undefined}>
              <Icon name={entry.icon} />
              <span>{entry.label}</span>
              {entry.count ? <Count value={entry.count.value} label={entry.count.label} /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The entry whose address opens the present one; the longest wins, so that /gestion is not always current. */
function currentEntry(entries: readonly NavEntry[], path: string): NavEntry | undefined {
  return entries
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
