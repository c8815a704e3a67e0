"use client";
/** The marks of one child: big targets for one hand. After a refusal they show what was chosen, not what is stored. */
import { useField } from "@/components/forms/form-context";
import { Icon, type IconName } from "@/components/ui/icon";

export type MarkChoice = { value: string; label: string; absent: boolean; icon: IconName };

type KidMarksProps = {
  /** Prefix of the fields: "children.<id>". */
  name: string;
  labelledBy: string;
  chosen: string;
  choices: readonly MarkChoice[];
  disabled: boolean;
};

export function KidMarks({ name, labelledBy, chosen, choices, disabled }: KidMarksProps) {
  const field = useField({ name: `${name}.mark`, defaultValue: chosen });
  return (
    <fieldset className="marks flex-wrap" aria-labelledby={labelledBy} disabled={disabled}>
      {choices.map(({ value, label, absent, icon }) => (
        // The key makes a fresh radio when the server's answer differs: React's reset would bring the old one back.
        <label key={`${value} ${field.value}`} className={absent ? "mark mark--absent" : "mark"}>
          <input type="radio" name={`${name}.mark`} value={value} defaultChecked={field.value === value} />
          <Icon name={icon} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
