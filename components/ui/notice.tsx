/** Messages: a washed line of the page, or an empty state that says why and what next. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type NoticeTone = "ok" | "info" | "warn" | "error";

const LOOK: Record<NoticeTone, { icon: IconName; className: string }> = {
  ok: { icon: "check", className: "notice--ok" },
  info: { icon: "info", className: "" },
  warn: { icon: "clock", className: "notice--due" },
  error: { icon: "alert", className: "notice--bad" },
};

type NoticeProps = {
  tone?: NoticeTone | undefined;
  title?: ReactNode | undefined;
  /** 1 when the message is the title of the page (a confirmation), else plain strong text. */
  level?: 1 | 2 | 3 | undefined;
  icon?: IconName | undefined;
  /** Inside a column: without frame. */
  inset?: boolean | undefined;
  /** Announced when it appears after an action. */
  live?: boolean | undefined;
  children?: ReactNode | undefined;
};

export function Notice({ tone = "info", title, level, icon, inset, live, children }: NoticeProps) {
  const look = LOOK[tone];
  const Heading = level ? (`h${level}` as const) : "strong";
  const className = ["notice", look.className, inset && "notice--inset"].filter(Boolean).join(" ");
  return (
    <div className={className} role={live ? (tone === "error" ? "alert" : "status") : undefined}>
      <Icon name={icon ?? look.icon} />
      <div className="notice-body">
        {title ? <Heading>{title}</Heading> : null}
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}

type EmptyStateProps = {
  icon: IconName;
  title: ReactNode;
  children?: ReactNode | undefined;
  action?: ReactNode | undefined;
  level?: 1 | 2 | 3 | undefined;
};

/** Why it is empty, when it will not be, one next step. */
export function EmptyState({ icon, title, children, action, level = 3 }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="state">
      <Icon name={icon} size="large" />
      <Heading>{title}</Heading>
      {typeof children === "string" ? <p>{children}</p> : children}
      {action}
    </div>
  );
}
