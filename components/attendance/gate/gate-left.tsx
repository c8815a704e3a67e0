/** Marks that a person must look at: somebody noted something else, or the portal refused. Nothing is dropped without them. */
import { Section } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { GateState, WaitingMark } from "@/lib/attendance/rules-gate";
import { wordTime } from "@/lib/i18n/dates";
import { fill } from "./fill";
import type { GateProps, GateTexts } from "./gate-props";

export function GateLeft(props: GateProps) {
  const { gate, texts } = props;
  const conflicts = gate.view.marks.filter((mark) => mark.fate.kind === "conflict");
  const refused = gate.view.marks.filter((mark) => mark.fate.kind === "refused");
  return (
    <>
      {conflicts.length > 0 ? (
        <Section title={texts.conflicts.title}>
          <p className="measure">{texts.conflicts.lead}</p>
          <Lines>
            {conflicts.map((mark) => (
              <Conflict key={mark.id} mark={mark} {...props} />
            ))}
          </Lines>
        </Section>
      ) : null}
      {refused.length > 0 ? (
        <Section title={texts.refused.title}>
          <p className="measure">{texts.refused.lead}</p>
          <Lines>
            {refused.map((mark) => (
              <Refused key={mark.id} mark={mark} {...props} />
            ))}
          </Lines>
        </Section>
      ) : null}
    </>
  );
}

type OneProps = GateProps & { mark: WaitingMark };

function Conflict({ mark, gate, texts, locale }: OneProps) {
  if (mark.fate.kind !== "conflict") return null;
  const { conflicts } = texts;
  const { theirs, role, time } = mark.fate;
  const roles: Record<string, string> = conflicts.roles;
  const words = { role: roles[role] ?? conflicts.roles.other, time: wordTime(locale, time) };
  return (
    <Line
      icon="alert"
      due
      title={mark.name}
      actions={
        <>
          <Button kind="line" onClick={() => void gate.keepMine(mark)}>
            {conflicts.keepMine} <span className="sr">{mark.name}</span>
          </Button>
          <Button kind="line" onClick={() => void gate.drop(mark)}>
            {conflicts.takeTheirs} <span className="sr">{mark.name}</span>
          </Button>
        </>
      }
    >
      <p>{fill(conflicts.mine, { state: wordState(mark.wanted, texts, locale) })}</p>
      <p>{fill(conflicts.theirs, { ...words, state: wordState(theirs, texts, locale) })}</p>
    </Line>
  );
}

function Refused({ mark, gate, texts, locale }: OneProps) {
  if (mark.fate.kind !== "refused") return null;
  const state = wordState(mark.wanted, texts, locale);
  return (
    <Line
      icon="alert"
      title={fill(texts.refused.line, { name: mark.name, list: mark.listName, state })}
      actions={
        <Button kind="line" onClick={() => void gate.drop(mark)}>
          {texts.refused.drop} <span className="sr">{mark.name}</span>
        </Button>
      }
    >
      {texts.refused[mark.fate.reason]}
    </Line>
  );
}

function wordState({ mark, arrived, departed }: GateState, { conflicts }: GateTexts, locale: GateProps["locale"]) {
  if (mark !== "present") return conflicts.absent;
  if (departed) return fill(conflicts.left, { time: wordTime(locale, departed) });
  return arrived ? fill(conflicts.presentFrom, { time: wordTime(locale, arrived) }) : conflicts.present;
}
