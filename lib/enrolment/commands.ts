/**
 * The yearly enrolment, which comes before any booking (facts: domain-rules 28, 29): a family asks, the office accepts or refuses with a motive.
 */
import { activitiesOfOffice, type FamilyScope, type OfficeScope } from "@/lib/access/gate";
import { type EnrolmentRefusal, refuseEnrolment } from "@/lib/activity/rules";
import { laterOf } from "@/lib/activity/rules-opening";
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { custodyOf } from "@/lib/household/queries-facts";
import { recipientsOf } from "@/lib/household/queries-recipients";
import { householdOn } from "@/lib/household/rules";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { regularitiesOf } from "@/lib/profile/rules-facts";
import { rulesHistory } from "@/lib/rulebook/queries";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { enrolmentFacts } from "./queries";
import type { AskEnrolment, DecideEnrolment } from "./schema";

export async function askEnrolment(
  context: Context,
  ask: AskEnrolment,
  scope: FamilyScope,
): Promise<Outcome<object, EnrolmentRefusal | "year-over">> {
  const { tx, now, today, actor } = context;
  const [facts, year] = await Promise.all([
    enrolmentFacts(tx, ask),
    tx.schoolYear.findUnique({ where: { id: ask.schoolYearId } }),
  ]);
  if (!facts || !year) throw new NotFound();
  if (fromColumn(year.endsOn) < today) return refused("year-over");
  const reason = refuseEnrolment(facts);
  if (reason) return refused(reason);
  const householdId = await householdFor(context, ask.childId, scope);
  const since = laterOf(fromColumn(year.startsOn), today);
  const row = { id: newId(), ...ask, householdId, since: toColumn(since) };
  const { count } = await tx.enrolment.createMany({
    data: [{ ...row, state: "requested", requestedAt: now, requestedById: actor?.accountId ?? null }],
    skipDuplicates: true,
  });
  if (count === 0) return refused("already-asked");
  await record(context, {
    type: "enrolment.requested",
    subject: { kind: "household", id: householdId },
    object: { kind: "enrolment", id: row.id },
    body: { childId: ask.childId, activityId: ask.activityId, activity: facts.nameFr, year: year.label, since },
  });
  return done();
}

/** The person's household in whose name the child is enrolled: the one that has the child today, else the first that is theirs. */
async function householdFor({ tx, today }: Context, childId: string, scope: FamilyScope): Promise<string> {
  const custody = (await custodyOf(tx, [childId])).get(childId);
  const homes = custody?.residences ?? [];
  const here = custody ? householdOn(today, homes, custody.exceptions) : null;
  if (here && scope.householdIds.includes(here)) return here;
  const own = homes.find((home) => scope.householdIds.includes(home.householdId));
  if (!own) throw new NotFound();
  return own.householdId;
}

export async function decideEnrolment(
  context: Context,
  answer: DecideEnrolment,
  scope: OfficeScope,
): Promise<Outcome<object, "already-decided">> {
  const { tx, now, actor } = context;
  const enrolment = await tx.enrolment.findFirst({
    where: { id: answer.enrolmentId, activityId: answer.activityId, activity: activitiesOfOffice(scope) },
    include: { activity: { select: { nameFr: true, nameEn: true } }, child: { select: { firstName: true } } },
  });
  if (!enrolment) throw new NotFound();
  const state = answer.decision === "accept" ? ("accepted" as const) : ("refused" as const);
  const motive = answer.decision === "refuse" ? answer.motive : null;
  const regularity = answer.decision === "accept" && answer.regularity !== "" ? answer.regularity : null;
  const known = regularitiesOf(await rulesHistory(tx), context.today);
  if (regularity !== null && !known.includes(regularity)) throw new NotFound();
  const { count } = await tx.enrolment.updateMany({
    where: { id: enrolment.id, state: "requested" },
    data: { state, motive, regularity, decidedAt: now, decidedById: actor?.accountId ?? null },
  });
  if (count === 0) return refused("already-decided");
  const year = await tx.schoolYear.findUniqueOrThrow({ where: { id: enrolment.schoolYearId } });
  await record(context, {
    type: `enrolment.${state}`,
    subject: { kind: "household", id: enrolment.householdId },
    object: { kind: "enrolment", id: enrolment.id },
    body: {
      childId: enrolment.childId,
      activityId: enrolment.activityId,
      activity: enrolment.activity.nameFr,
      year: year.label,
      ...(motive !== null && { motive }),
      ...(regularity !== null && { regularity }),
    },
  });
  await tellFamily(context, { ...enrolment, year: year.label, motive, accepted: state === "accepted" });
  return done();
}

type Decided = {
  householdId: string;
  childId: string;
  child: { firstName: string };
  activity: { nameFr: string; nameEn: string };
  year: string;
  motive: string | null;
  accepted: boolean;
};

async function tellFamily(context: Context, decided: Decided): Promise<void> {
  const { tx, today } = context;
  const { householdId, childId } = decided;
  const name: MailName = decided.accepted ? "enrolmentAccepted" : "enrolmentRefused";
  const url = `${env().PUBLIC_URL}${decided.accepted ? "/reservations" : `/enfants/${childId}/inscriptions`}`;
  for (const { email, firstName, locale } of await recipientsOf(tx, { householdId, childId, today })) {
    const words = await wordMail(tx, locale, name, {
      firstName,
      url,
      child: decided.child.firstName,
      activity: locale === "fr" ? decided.activity.nameFr : decided.activity.nameEn,
      year: decided.year,
      reason: decided.motive ?? "",
    });
    await sendLater(context, { to: email, ...words, householdId });
  }
}
