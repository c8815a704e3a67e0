/** Details on demand, without script. */
import type { ReactNode } from "react";
import { Icon } from "./icon";

export function Disclosure({
  summary,
  open,
  children,
}: {
  summary: ReactNode;
  open?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <details open={open}>
      <summary>
        <Icon name="chevron-right" />
        {summary}
      </summary>
      {children}
    </details>
  );
}

/** A calculation, step by step, and where the rule comes from. */
export function Explanation({ steps, source }: { steps: readonly ReactNode[]; source?: ReactNode | undefined }) {
  return (
    <div className="explain">
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are numbered by their place
          <li key={index}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      {source ? <p>{source}</p> : null}
    </div>
  );
}
