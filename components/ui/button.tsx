/** One filled button a screen: marigold when something waits for the person, else blue. The others are lines or links. */
import type { Route } from "next";
import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type ButtonKind = "primary" | "due" | "line" | "danger" | "quiet";

type Look = { kind?: ButtonKind | undefined; small?: boolean | undefined; block?: boolean | undefined };

export function buttonClass({ kind = "primary", small, block }: Look): string {
  if (kind === "quiet") return "link";
  const classes = [
    "btn",
    kind === "primary" ? "" : `btn--${kind}`,
    small ? "btn--small" : "",
    block ? "btn--block" : "",
  ];
  return classes.filter(Boolean).join(" ");
}

type ButtonProps = Look & { icon?: IconName | undefined; children: ReactNode } & Omit<
    ButtonHTMLAttributes<HTMLButtonElement>,
    "className" | "style"
  >;

export function Button({ kind, small, block, icon, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={buttonClass({ kind, small, block })} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

type LinkProps = {
  href: string;
  children: ReactNode;
  /** Named when the link must say more than its text: « Voir la facture d’octobre ». */
  label?: string | undefined;
  /** A file, another site, a telephone: a plain link that the router leaves alone. */
  plain?: boolean | undefined;
  download?: boolean | undefined;
  lang?: string | undefined;
  current?: boolean | undefined;
  className?: string | undefined;
};

/** A link of the portal. Nothing is fetched in advance: pages are private and phones pay for data. */
export function TextLink({ href, children, label, plain, download, lang, current, className }: LinkProps) {
  const attributes = {
    className,
    lang,
    "aria-label": label,
    "aria-current": current ? ("page" as const) : undefined,
  };
  if (plain || download || !href.startsWith("/")) {
    return (
      <a href={href} download={download} {...attributes}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href as Route} prefetch={false} {...attributes}>
      {children}
    </Link>
  );
}

export function LinkButton({
  kind,
  small,
  block,
  icon,
  children,
  ...link
}: Look & { icon?: IconName | undefined } & Omit<LinkProps, "className">) {
  return (
    <TextLink {...link} className={buttonClass({ kind, small, block })}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </TextLink>
  );
}

export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <TextLink href={href} className="back">
      <Icon name="arrow-left" />
      {children}
    </TextLink>
  );
}
