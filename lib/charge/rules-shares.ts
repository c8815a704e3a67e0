/** A line of the rules between those who pay: each bears a part, and the parts add up to the line (domain rules 13, 14). Pure. */
import { payersOn } from "@/lib/household/rules";
import { splitFairly } from "@/lib/kernel/money";
import type { EachLine } from "@/lib/pricing/schema";
import type { Charge, ChargeWhy, ShareFact } from "./schema";

export type Own = Omit<Charge, "payerId" | "quantity" | "unitCents" | "amountCents" | "why"> & {
  why: Omit<ChargeWhy, "share">;
};

/** One charge a payer. The place in the key, not the payer, keeps a line from being charged twice. Empty when nobody pays. */
export function shareBetween(all: readonly ShareFact[], line: EachLine, own: Own): Charge[] {
  const shares = payersOn(all, own.day, own.childId ?? "");
  if (shares.every((share) => share.sharePercent <= 0)) return [];
  const parts = splitFairly(
    line.amountCents,
    shares.map((share) => share.sharePercent),
  );
  return shares.flatMap((share, place): Charge[] => {
    if (share.sharePercent <= 0) return [];
    const isAlone = shares.length === 1;
    const amountCents = parts[place] ?? 0;
    return [
      {
        ...own,
        sourceKey: `${own.sourceKey}:${place}`,
        payerId: share.payerId,
        quantity: isAlone ? line.quantity : 1,
        unitCents: isAlone ? line.unitCents : amountCents,
        amountCents,
        why: {
          ...own.why,
          share: isAlone ? null : { percent: share.sharePercent, ofCents: line.amountCents },
        },
      },
    ];
  });
}
