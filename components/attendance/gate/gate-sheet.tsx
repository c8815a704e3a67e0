/** One list at the gate: how many, who by class, and a badge reader. Each touch is kept at once. */
import { useState } from "react";
import { Section } from "@/components/layout/leaf";
import { BackLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { countsOf, type GateKid, type GateList, shownState } from "@/lib/attendance/rules-gate";
import { wordTimes } from "@/lib/i18n/dates";
import { fold } from "@/lib/kernel/text/fold";
import { BadgeReader } from "./badge-reader";
import { nameOf } from "./gate-board";
import { Kid } from "./gate-kid";
import type { GateProps } from "./gate-props";

type SheetProps = GateProps & { list: GateList };

export function GateSheet(props: SheetProps) {
  const { list, gate, texts, locale } = props;
  const [letters, setLetters] = useState("");
  const counts = countsOf(list, gate.view.marks);
  const shown = list.kids.filter((kid) => fold(`${kid.firstName} ${kid.lastName}`).includes(fold(letters).trim()));
  const grades = [...new Set(shown.map((kid) => kid.grade))];
  return (
    <>
      <BackLink href="#">{texts.all}</BackLink>
      <h2 className="mt-2">{nameOf(list, locale)}</h2>
      <p className="soft">
        {list.siteName}, {wordTimes(locale, list.startsAt, list.endsAt)}{" "}
        {list.isLocked ? <Tag icon="lock">{texts.locked}</Tag> : null}
      </p>
      <div className="gate-count">
        {(["expected", "present", "absent", "waiting"] as const).map((key) => (
          <div key={key}>
            <b>{counts[key]}</b> {texts.counts[key]}
          </div>
        ))}
      </div>
      <label className="sr" htmlFor="gate-search">
        {texts.search}
      </label>
      <input
        id="gate-search"
        type="search"
        className="input mt-4"
        placeholder={texts.search}
        autoComplete="off"
        value={letters}
        onChange={(event) => setLetters(event.target.value)}
      />
      {list.isLocked ? null : <BadgeReader {...props} />}
      {list.kids.length === 0 ? <EmptyState icon="people" title={texts.nobodyExpected} /> : null}
      {grades.map((grade) => (
        <Section key={grade ?? ""} title={grade ?? texts.noGrade}>
          <ul className="kids">
            {shown.filter(inGrade(grade)).map((kid) => (
              <Kid key={kid.childId} kid={kid} {...props} state={shownState(kid, gate.view.marks, list.id)} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

const inGrade = (grade: string | null) => (kid: GateKid) => kid.grade === grade;
