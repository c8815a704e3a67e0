/** The lists of the day by site and hour. */
import { Section } from "@/components/layout/leaf";
import { Button, LinkButton } from "@/components/ui/button";
import { HourMark, Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { countsOf, type GateList } from "@/lib/attendance/rules-gate";
import { opening, wordDay, wordTime } from "@/lib/i18n/dates";
import { count } from "./fill";
import type { GateProps } from "./gate-props";

export function GateBoard({ lists, gate, texts, locale }: GateProps & { lists: readonly GateList[] }) {
  const sites = [...new Set(lists.map((list) => list.siteName))];
  const { bundle, marks } = gate.view;
  return (
    <>
      <p className="lead">{bundle ? opening(wordDay(locale, bundle.day)) : null}</p>
      {sites.map((site) => (
        <Section key={site} title={site}>
          <Lines>
            {lists
              .filter((list) => list.siteName === site)
              .map((list) => (
                <Line
                  key={list.id}
                  margin={<HourMark dateTime={list.startsAt}>{wordTime(locale, list.startsAt)}</HourMark>}
                  title={nameOf(list, locale)}
                  actions={
                    <LinkButton href={`#${list.id}`} kind="line" label={`${nameOf(list, locale)}, ${site}`}>
                      {texts.openList}
                    </LinkButton>
                  }
                >
                  <Waiting counts={countsOf(list, marks)} isLocked={list.isLocked} texts={texts} />
                </Line>
              ))}
          </Lines>
        </Section>
      ))}
      <div className="form-actions mt-6">
        <Button kind="quiet" icon="trash" onClick={() => void gate.empty()}>
          {texts.empty}
        </Button>
      </div>
      <p className="small soft">{texts.emptyText}</p>
    </>
  );
}

type WaitingProps = Pick<GateProps, "texts"> & { counts: ReturnType<typeof countsOf>; isLocked: boolean };

function Waiting({ counts, isLocked, texts }: WaitingProps) {
  if (isLocked) return <Tag icon="lock">{texts.locked}</Tag>;
  if (counts.waiting > 0) return count(texts.toMark, counts.waiting);
  return counts.expected > 0 ? <Tag tone="ok">{texts.allMarked}</Tag> : null;
}

export function nameOf(list: GateList, locale: GateProps["locale"]): string {
  return locale === "fr" ? list.nameFr : list.nameEn;
}
