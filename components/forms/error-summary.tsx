/** First thing in a form that came back: what is wrong, each line leading to its field. */
import type { ReactNode, Ref } from "react";
import { Icon } from "@/components/ui/icon";

export type Fault = { message: string; fieldId?: string | undefined };

type ErrorSummaryProps = {
  title: ReactNode;
  children?: ReactNode | undefined;
  faults?: readonly Fault[] | undefined;
  ref?: Ref<HTMLDivElement> | undefined;
};

export function ErrorSummary({ title, children, faults = [], ref }: ErrorSummaryProps) {
  return (
    <div className="summary" role="alert" tabIndex={-1} ref={ref}>
      <h2>
        <Icon name="alert" />
        {title}
      </h2>
      {typeof children === "string" ? <p>{children}</p> : children}
      {faults.length > 0 ? (
        <ul>
          {faults.map(({ message, fieldId }) => (
            <li key={`${fieldId ?? ""}:${message}`}>{fieldId ? <a href={`#${fieldId}`}>{message}</a> : message}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
