/** One child at the gate: two big marks for one hand, what must be known, who may come, and when the child left. */

import { deviceNow } from "@/components/attendance/device/clock";
import { GatePeople } from "@/components/attendance/gate-people";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import type { Mark } from "@/lib/attendance/rules";
import type { GateKid, GateList, GateState } from "@/lib/attendance/rules-gate";
import { wordTime } from "@/lib/i18n/dates";
import { fill } from "./fill";
import type { GateProps, GateTexts } from "./gate-props";

type KidProps = GateProps & { list: GateList; kid: GateKid; state: GateState };

export function Kid(props: KidProps) {
  const { kid, list, gate, state, texts } = props;
  const name = `${kid.firstName} ${kid.lastName}`;
  const isWaiting = gate.view.marks.some((mark) => mark.listId === list.id && mark.childId === kid.childId);
  return (
    <li className={state.departed ? "kid kid--gone" : "kid"} data-kid={name}>
      <h3 id={`kid-${kid.childId}`}>
        {name} {kid.grade ? <small>{kid.grade}</small> : null}
      </h3>
      <Marks {...props} name={name} />
      <div className="more">
        <Alerts kid={kid} texts={texts} />
        {state.mark === "absent_justified" ? <span>{texts.warned}</span> : null}
        {isWaiting ? <Tag icon="hourglass">{texts.pending}</Tag> : null}
        <Hours {...props} name={name} />
        {kid.stop ? <span>{fill(texts.stop, { name: kid.stop })}</span> : null}
        <GatePeople
          summary={texts.who}
          about={fill(texts.whoOf, { name })}
          none={texts.nobody}
          people={kid.people.map((person) => ({ ...person, kindLabel: texts.kinds[person.kind] }))}
        />
      </div>
    </li>
  );
}

type NamedProps = KidProps & { name: string };

function Marks({ kid, list, gate, state, texts, name }: NamedProps) {
  const choose = (mark: Mark) => void gate.mark(list, kid, markedNow({ list, state, mark }));
  const isAbsent = state.mark === "absent" || state.mark === "absent_justified";
  return (
    <fieldset className="marks" aria-labelledby={`kid-${kid.childId}`} disabled={list.isLocked}>
      <legend className="sr">{fill(texts.marksOf, { name })}</legend>
      <label className="mark">
        <input
          type="radio"
          name={`mark-${kid.childId}`}
          checked={state.mark === "present"}
          onChange={() => choose("present")}
        />
        <Icon name="check" />
        {texts.present}
      </label>
      <label className="mark mark--absent">
        <input type="radio" name={`mark-${kid.childId}`} checked={isAbsent} onChange={() => choose("absent")} />
        <Icon name="cross" />
        {texts.absent}
      </label>
    </fieldset>
  );
}

type Choice = { list: GateList; state: GateState; mark: Mark };

/** The hour of arrival is that of the touch, where arrivals are noted. */
export function markedNow({ list, state, mark }: Choice): GateState & { mark: Mark } {
  if (mark !== "present") return { mark, arrived: null, departed: null };
  const arrived = state.arrived ?? (list.notesArrival ? deviceNow().time : null);
  return { mark, arrived, departed: state.departed };
}

function Alerts({ kid, texts }: { kid: GateKid; texts: GateTexts }) {
  const diets: Record<string, string> = texts.diets;
  const forbidden = kid.people.filter((person) => person.kind === "forbidden");
  return (
    <>
      {forbidden.map(({ name }) => (
        <Tag key={name} tone="bad" icon="alert">
          {fill(texts.forbidden, { name })}
        </Tag>
      ))}
      {kid.allergies ? (
        <Tag tone="bad" icon="allergy">
          {fill(texts.allergies, { text: kid.allergies })}
        </Tag>
      ) : null}
      {kid.hasPai ? (
        <Tag tone="bad" icon="allergy">
          {texts.pai}
        </Tag>
      ) : null}
      {kid.isBooked ? null : (
        <Tag tone="due" icon="warn">
          {texts.unbooked}
        </Tag>
      )}
      {diets[kid.diet] ? <span>{diets[kid.diet]}</span> : null}
    </>
  );
}

function Hours({ kid, list, gate, state, texts, locale, name }: NamedProps) {
  const { arrived, departed } = state;
  const leave = (hour: string | null) => void gate.mark(list, kid, { ...state, mark: "present", departed: hour });
  const mayLeave = list.notesDeparture && state.mark === "present" && !list.isLocked;
  return (
    <>
      {arrived ? (
        <span>
          <Icon name="clock" size="small" /> {fill(texts.arrived, { time: wordTime(locale, arrived) })}
        </span>
      ) : null}
      {departed ? (
        <span>
          <Icon name="evening" size="small" /> {fill(texts.departed, { time: wordTime(locale, departed) })}
        </span>
      ) : null}
      {list.notesDeparture && kid.mayLeaveAlone ? <span>{texts.alone}</span> : null}
      {mayLeave ? (
        <Button kind="line" small onClick={() => leave(departed ? null : deviceNow().time)}>
          {departed ? texts.undoLeave : texts.leave} <span className="sr">{name}</span>
        </Button>
      ) : null}
    </>
  );
}
