/**
 * One cell of a booking grid: a box to tick that says its state and price, or words that say why it cannot be ticked.
 * Both looks of a box are drawn and the style sheet shows one of them, so that ticking is seen before any script has come.
 */
import { Icon, type IconName } from "@/components/ui/icon";

export type ChoiceCell = {
  kind: "choice";
  /** "<child>.<activity day>", as lib/booking/schema.ts reads it. */
  value: string;
  /** « Libre, Léa, cantine, lundi 7 décembre, 2,80 € ». */
  name: string;
  isBooked: boolean;
  cents: number;
  price: string;
  /** « Hors délai »: accepted, at another price. */
  late?: string | undefined;
  /** « + 2,80 € » or « − 2,80 € ». */
  change: string;
  /** The same for all children on one day of one row: « Pareil pour Tom ». */
  slot: string;
  /** The same for days that one price covers together, as a price by the month. */
  once?: string | undefined;
};

export type FixedCell = {
  kind: "fixed";
  look: "on" | "full" | "wait" | "shut" | "na";
  icon: IconName | null;
  word: string;
  detail?: string | undefined;
  /** What a screen reader adds: which child, day and reason. */
  said: string;
};

export type CellView = ChoiceCell | FixedCell;
export type CellWords = { free: string; booked: string; added: string; removed: string };

type CellProps = { cell: CellView; words: CellWords; compact?: boolean | undefined };

export function Cell({ cell, words, compact }: CellProps) {
  return cell.kind === "choice" ? (
    <Choice cell={cell} words={words} compact={compact} />
  ) : (
    <Fixed cell={cell} compact={compact} />
  );
}

function Choice({ cell, words, compact }: { cell: ChoiceCell; words: CellWords; compact: boolean | undefined }) {
  const [as, changed] = cell.isBooked ? (["check", "minus"] as const) : (["box", "plus"] as const);
  return (
    <label className={cell.isBooked ? "slot slot--on" : "slot slot--free"}>
      <input
        type="checkbox"
        name="ticked[]"
        value={cell.value}
        defaultChecked={cell.isBooked}
        aria-label={cell.name}
        data-cents={cell.cents}
        data-slot={cell.slot}
        data-once={cell.once}
      />
      <span className="as-is">
        {compact && !cell.isBooked && !cell.late ? null : <Icon name={cell.late ? "clock" : as} />}
        {compact ? null : (
          <SlotText word={cell.late ?? (cell.isBooked ? words.booked : words.free)} detail={cell.price} />
        )}
      </span>
      <span className="changed">
        <Icon name={changed} />
        {compact ? null : <SlotText word={cell.isBooked ? words.removed : words.added} detail={cell.change} />}
      </span>
    </label>
  );
}

function SlotText({ word, detail }: { word: string; detail: string | undefined }) {
  return (
    <span>
      <b>{word}</b>
      {detail ? <span className="sub">{detail}</span> : null}
    </span>
  );
}

function Fixed({ cell, compact }: { cell: FixedCell; compact: boolean | undefined }) {
  if (cell.look === "na") {
    return (
      <span className="slot slot--na">
        {compact ? null : <span aria-hidden="true">{cell.word}</span>}
        <span className="sr">{cell.said}</span>
      </span>
    );
  }
  return (
    <span className={`slot slot--${cell.look}`} title={compact ? cell.said : undefined}>
      {compact && cell.look === "wait" && cell.detail ? (
        <span aria-hidden="true">{cell.detail}</span>
      ) : (
        <span aria-hidden="true" className="as-is">
          {cell.icon ? <Icon name={cell.icon} /> : null}
          {compact ? null : <SlotText word={cell.word} detail={cell.detail} />}
        </span>
      )}
      <span className="sr">{cell.said}</span>
    </span>
  );
}
