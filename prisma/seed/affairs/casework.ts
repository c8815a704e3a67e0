/** Plays the requests of cases.ts with the commands of the pages: each step leaves its event and its mail, dated when it is told to have happened. */
import { mintFamilyScope, mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import { propose } from "@/lib/agreement/commands";
import { writeToOffice } from "@/lib/casework/commands";
import { filePaper, fileRequest } from "@/lib/casework/commands-file";
import { assignRequest, decideRequest, noteRequest, takeStep, writeToFamily } from "@/lib/casework/commands-office";
import { mayHandle } from "@/lib/casework/queries-office";
import { fileSchema, paperSchema } from "@/lib/casework/schema";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { must } from "../rows";
import { type Case, cases, type Step } from "./cases";
import { contextAt, type Desk, dayOf, homeOf, type Office, parentOf, staffOf, type When } from "./office";

export async function writeCasework(tx: Tx, office: Office): Promise<void> {
  for (const told of cases) {
    const requestId = told.channel === "portal" ? await ask(tx, office, told) : await writeDown(tx, office, told);
    for (const step of told.steps ?? []) await take(tx, office, { told, step, requestId });
  }
}

async function ask(tx: Tx, office: Office, told: Case): Promise<string> {
  const actor = parentOf(office, told.story);
  const scope = must(await mintFamilyScope(tx, actor.accountId, office.today), `scope of ${told.story}`);
  const { kind, text, when } = told;
  const input = { kind, householdId: homeOf(office, told.story).id, text, ...(await aboutOf(tx, office, told)) };
  const context = contextAt(tx, office, { actor, channel: "portal", when });
  return filedOf(told, await fileRequest(context, fileSchema.parse(input), scope));
}

/** What came by letter, by telephone or at the counter; a data right in the name of the person whose data it is. */
async function writeDown(tx: Tx, office: Office, told: Case): Promise<string> {
  const { kind, channel, text, when, story } = told;
  const home = homeOf(office, story);
  const actor = office.head;
  const scope = await mintOfficeScope(tx, actor, office.today);
  const input = paperSchema.parse({
    ...{ kind, channel, text, householdId: home.id, receivedOn: dayOf(office, when) },
    accountId: kind === "rectification" ? home.accountId : "",
  });
  return filedOf(told, await filePaper(contextAt(tx, office, { actor, channel: "portal", when }), input, scope));
}

type Filed = { ok: true; requestId: string } | { ok: false; reason: string };

function filedOf({ story }: Case, filed: Filed): string {
  if (!filed.ok) throw new Error(`The request of ${story} was refused: ${filed.reason}`);
  return filed.requestId;
}

async function aboutOf(tx: Tx, office: Office, { story, kind, when, aboutChild }: Case) {
  if (!aboutChild) return {};
  const { kid } = must(homeOf(office, story).places[0], `child of ${story}`);
  const canteen = must(
    office.commune.activities.find(({ kind: one, site }) => one === "canteen" && site === kid.told.site),
    "canteen",
  );
  const day = dayOf(office, when);
  if (kind !== "late-booking") return { childId: kid.id, from: await openDay(tx, canteen.id, { until: day }) };
  return { childId: kid.id, activityId: canteen.id, from: await openDay(tx, canteen.id, { since: day }) };
}

/** The next open day, or the last one before; at the very start of a year, the day itself. */
async function openDay(
  tx: Tx,
  activityId: string,
  near: { since: CivilDate } | { until: CivilDate },
): Promise<CivilDate> {
  const isNext = "since" in near;
  const found = await tx.activityDay.findFirst({
    where: {
      ...{ activityId, closedFr: null },
      day: isNext ? { gte: toColumn(near.since) } : { lt: toColumn(near.until) },
    },
    orderBy: { day: isNext ? "asc" : "desc" },
  });
  return found ? fromColumn(found.day) : isNext ? near.since : near.until;
}

type Taken = { told: Case; step: Step; requestId: string };

async function take(tx: Tx, office: Office, taken: Taken): Promise<void> {
  const { told, step, requestId } = taken;
  const outcome =
    step.by === "family"
      ? await answer(tx, office, taken)
      : await work(await atDesk(tx, office, { ...step, by: step.by, requestId }), taken, office);
  if (!outcome.ok) throw new Error(`${told.story}: “${step.does}” was refused`);
}

async function answer(tx: Tx, office: Office, { told, step, requestId }: Taken): Promise<{ ok: boolean }> {
  const actor = parentOf(office, told.story);
  const scope = must(await mintFamilyScope(tx, actor.accountId, office.today), `scope of ${told.story}`);
  const context = contextAt(tx, office, { actor, channel: "portal", when: step.when });
  return writeToOffice(context, { requestId, text: "text" in step ? step.text : "" }, scope);
}

type AtDesk = { context: Context; scope: OfficeScope };

/** The head does it where the agent may not yet read it that day: in the first days of a school year the classes are new. */
async function atDesk(
  tx: Tx,
  office: Office,
  { by, when, requestId }: { by: Desk; when: When; requestId: string },
): Promise<AtDesk> {
  const agent = staffOf(office, by);
  const may = await mayHandle(tx, { accountId: agent.accountId, requestId }, dayOf(office, when));
  const actor = may ? agent : staffOf(office, "responsable");
  const context = contextAt(tx, office, { actor, channel: "portal", when });
  return { context, scope: await mintOfficeScope(tx, actor, context.today) };
}

async function work({ context, scope }: AtDesk, { step, requestId }: Taken, office: Office): Promise<{ ok: boolean }> {
  switch (step.does) {
    case "assign": {
      const { accountId } = staffOf(office, step.to);
      const may = await mayHandle(context.tx, { accountId, requestId }, context.today);
      return assignRequest(context, { requestId, holder: may ? `person:${accountId}` : "me" }, scope);
    }
    case "note":
      return noteRequest(context, { requestId, text: step.text }, scope);
    case "propose":
      return propose(context, { requestId, kind: "proposal", text: step.text }, scope);
    case "decide":
      return decideRequest(context, { requestId, outcome: step.outcome, motive: step.text }, scope);
    case "ask":
    case "write": {
      const waits = step.does === "ask" ? ("on" as const) : undefined;
      return writeToFamily(context, { requestId, text: step.text, waits, templateId: null }, scope);
    }
    case "answer":
      throw new Error("Only a family answers");
    default:
      return takeStep(context, { requestId, step: step.does }, scope);
  }
}
