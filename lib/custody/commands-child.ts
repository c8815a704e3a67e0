/** What a parent changes about a child that may need the other parent's word first: a photograph, a day that changes homes. */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { changeConsents, ownHomeOf } from "@/lib/household/commands";
import { setCustody } from "@/lib/household/commands-office-child";
import { custodyOf } from "@/lib/household/queries-facts";
import { complementOf, consentsInForce, householdOn } from "@/lib/household/rules";
import type { ConsentKind, ConsentsForm, Custody } from "@/lib/household/schema";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { proposeIfShared } from "./commands";
import { holdersOf } from "./queries";
import { refuseSwap, type SwapRefusal, whoDecides } from "./rules";
import type { SwapWish } from "./schema";

/**
 * A photograph needs both parents; taking the consent back needs one. Everything else is answered at once.
 * `office`: the photograph stays as it was, since the other parent cannot be asked here.
 */
export async function saveConsents(
  context: Context,
  wish: ConsentsForm,
  scope: FamilyScope,
): Promise<Outcome<{ changed: boolean; proposed: boolean; office: boolean }, never>> {
  const { childId } = wish;
  const householdId = await ownHomeOf(context, scope, childId);
  await holdChild(context, childId);
  const isNew = wish.image === "yes" && !(await imageIsGranted(context, childId));
  const pending = isNew && (await isProposed(context, childId));
  const verdict = isNew ? whoDecides(await holdersOf(context.tx, childId, context.today), scope.guardianId) : null;
  const proposal =
    verdict?.by === "other" && !pending
      ? await proposeIfShared(context, scope, {
          ...{ kind: "image_consent", childId, householdId, wish: { kind: "image", isGranted: true } },
        })
      : null;
  const office = verdict?.by === "office";
  const waits = pending || proposal !== null || office;
  const { changed } = await changeConsents(context, wish, waits ? ["image"] : []);
  return done({ changed, proposed: proposal !== null, office });
}

/** Two presses about one child come one after the other: the second sees what the first proposed. */
async function holdChild({ tx }: Context, childId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM child WHERE id = ${childId} FOR UPDATE`;
}

async function imageIsGranted({ tx }: Context, childId: string): Promise<boolean> {
  const rows = await tx.consent.findMany({ where: { childId, kind: "image" } });
  const inForce = consentsInForce(rows.map((row) => ({ ...row, kind: row.kind as ConsentKind })));
  return inForce.get("image")?.isGranted ?? false;
}

async function isProposed({ tx, now }: Context, childId: string): Promise<boolean> {
  const where = { childId, kind: "image_consent", state: "proposed" as const, expiresAt: { gt: now } };
  return (await tx.sharedChange.count({ where })) > 0;
}

/** What both parents agreed on holds in both homes: the other one has the days that are left. Where that cannot be told, the office sets it. */
export async function alignOtherHome(
  context: Context,
  { childId, householdId, custody }: { childId: string; householdId: string; custody: Custody },
): Promise<void> {
  const rest = complementOf(custody);
  const facts = (await custodyOf(context.tx, [childId])).get(childId);
  const others = facts?.residences.filter((home) => home.householdId !== householdId && home.until === null) ?? [];
  const [other] = others;
  if (rest === null || !other || others.length > 1) return;
  await setCustody(context, { childId, householdId: other.householdId, custody: rest });
}

export type ProposeSwapRefusal = SwapRefusal | "already-asked" | "ask-office";

/** A day that leaves one home for the other: the other parent says yes or no. Where nobody can be asked here, the office does it. */
export async function proposeSwap(
  context: Context,
  wish: SwapWish,
  scope: FamilyScope,
): Promise<Outcome<{ childId: string }, ProposeSwapRefusal>> {
  const { childId, day, to } = wish;
  const mine = await ownHomeOf(context, scope, childId);
  await holdChild(context, childId);
  const facts = (await custodyOf(context.tx, [childId])).get(childId) ?? { residences: [], exceptions: [] };
  const homes = facts.residences
    .filter(({ since, until }) => since <= day && (until === null || day <= until))
    .map(({ householdId }) => householdId);
  const other = homes.find((home) => !scope.householdIds.includes(home));
  const here = householdOn(day, facts.residences, facts.exceptions);
  const target = to === "mine" ? mine : (other ?? "");
  const reason = refuseSwap({ day, to: target }, { today: context.today, here, homes });
  if (reason) return turnDown(context, { childId, mine, day, reason });
  const told = { kind: "custody_day" as const, wish: { day, toProposer: to === "mine" } };
  const asked = { childId, kind: told.kind, state: "proposed" as const, expiresAt: { gt: context.now } };
  const open = await context.tx.sharedChange.findMany({ where: asked, select: { wish: true } });
  const isTwin = open.some((row) => (row.wish as { day?: string }).day === day);
  if (isTwin) return turnDown(context, { childId, mine, day, reason: "already-asked" });
  const proposal = await proposeIfShared(context, scope, { ...told, childId, householdId: mine });
  return proposal ? done({ childId }) : turnDown(context, { childId, mine, day, reason: "ask-office" });
}

type TurnedDown = { childId: string; mine: string; day: string; reason: ProposeSwapRefusal };

async function turnDown(context: Context, { childId, mine, day, reason }: TurnedDown) {
  await record(context, {
    type: "household.edit-refused",
    subject: { kind: "household", id: mine },
    object: { kind: "child", id: childId },
    body: { reason, childId, day },
  });
  return refused(reason);
}
