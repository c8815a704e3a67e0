/** One child of the sheet: name, marks, what must be known, who may come. */
import type { ReactNode } from "react";
import { TextInput } from "@/components/forms/text-input";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import { KidMarks, type MarkChoice } from "./kid-marks";

export type KidRowProps = {
  childId: string;
  name: string;
  grade: string | null;
  chosen: string;
  departed: string;
  choices: readonly MarkChoice[];
  /** Null where children do not leave one by one. */
  departureLabel: string | null;
  unbooked: string | null;
  alerts: readonly string[];
  notes: readonly string[];
  disabled: boolean;
  /** Who may come: drawn by the page. */
  children: ReactNode;
};

export function KidRow(props: KidRowProps) {
  const { childId, name, grade, chosen, departed, departureLabel } = props;
  const field = `children.${childId}`;
  return (
    <li className={departed ? "kid kid--gone" : "kid"} data-kid={name}>
      <h3 id={`kid-${childId}`}>
        {name} {grade ? <small>{grade}</small> : null}
      </h3>
      <KidMarks
        name={field}
        labelledBy={`kid-${childId}`}
        chosen={chosen}
        choices={props.choices}
        disabled={props.disabled}
      />
      <input type="hidden" name={`${field}.was`} value={chosen} />
      <input type="hidden" name={`${field}.wasDeparted`} value={departed} />
      <div className="more">
        {props.unbooked ? (
          <Tag tone="due" icon="warn">
            {props.unbooked}
          </Tag>
        ) : null}
        {props.alerts.map((alert) => (
          <Tag key={alert} tone="bad" icon="allergy">
            {alert}
          </Tag>
        ))}
        {props.notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
        {departureLabel ? (
          <details open={departed !== ""}>
            <summary>
              <Icon name="clock" />
              {departureLabel} <span className="sr">{name}</span>
            </summary>
            <TextInput
              type="time"
              short
              name={`${field}.departed`}
              label={
                <>
                  {departureLabel} <span className="sr">{name}</span>
                </>
              }
              defaultValue={departed}
              disabled={props.disabled}
            />
          </details>
        ) : null}
        {props.children}
      </div>
    </li>
  );
}
