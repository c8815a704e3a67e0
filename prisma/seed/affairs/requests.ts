/** Requests of families at different steps: one waits, one waits for the family, one is answered, one came by telephone. Written by the commands. */
import { mintFamilyScope, mintOfficeScope } from "@/lib/access/gate";
import { filePaper, fileRequest } from "@/lib/casework/commands-file";
import { decideRequest, noteRequest, writeToFamily } from "@/lib/casework/commands-office";
import { fileSchema, paperSchema } from "@/lib/casework/schema";
import { addDays, type CivilTime } from "@/lib/kernel/civil-date";
import { type Context, contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Home } from "../families/home";
import { at, must } from "../rows";
import type { Office } from "./office";

type When = { daysAgo: number; time: CivilTime };

export async function writeRequests(tx: Tx, office: Office): Promise<void> {
  const plan = await ask(tx, office, {
    ...{ story: "gauthier", kind: "payment-plan", when: { daysAgo: 3, time: "20:14" } },
    text: "Je voudrais payer les deux dernières factures en trois fois, le 5 de chaque mois.",
  });
  await ask(tx, office, {
    ...{ story: "haddad", kind: "question", when: { daysAgo: 1, time: "07:52" } },
    text: "La garderie du soir est-elle ouverte le vendredi de la sortie de classe ?",
  });
  const answered = await ask(tx, office, {
    ...{ story: "ferrand", kind: "question", when: { daysAgo: 15, time: "12:31" } },
    text: "Mon fils a perdu son manteau à la cantine. Qui dois-je appeler ?",
  });
  const head = (when: When) => contextAt(tx, office, { actor: office.head, when });
  const scope = await mintOfficeScope(tx, office.head, office.today);
  const question = "Quelles factures, et combien pouvez-vous payer chaque mois ?";
  const message = { requestId: plan, text: question, waits: "on" as const, templateId: null };
  await writeToFamily(head({ daysAgo: 2, time: "10:05" }), message, scope);
  const note = { requestId: plan, text: "Voir avec la régie avant de proposer." };
  await noteRequest(head({ daysAgo: 2, time: "10:07" }), note, scope);
  const motive = "Les objets trouvés sont à l’accueil de l’école, de 8 h 20 à 8 h 40. Le manteau vous y attend.";
  const decision = { requestId: answered, outcome: "answered" as const, motive };
  await decideRequest(head({ daysAgo: 13, time: "09:20" }), decision, scope);
  await phone(tx, office);
}

type Asked = { story: string; kind: "question" | "payment-plan"; when: When; text: string };

async function ask(tx: Tx, office: Office, { story, kind, when, text }: Asked): Promise<string> {
  const home = homeOf(office, story);
  const accountId = must(home.accountId, `account of ${story}`);
  const scope = must(await mintFamilyScope(tx, accountId, office.today), `scope of ${story}`);
  const actor = { accountId, role: "parent" as const };
  const input = fileSchema.parse({ kind, householdId: home.id, text });
  const filed = await fileRequest(contextAt(tx, office, { actor, when }), input, scope);
  if (!filed.ok) throw new Error(`The request of ${story} was refused: ${filed.reason}`);
  return filed.requestId;
}

async function phone(tx: Tx, office: Office): Promise<void> {
  const home = homeOf(office, "robert-mother");
  const when = { daysAgo: 6, time: "14:10" };
  const input = paperSchema.parse({
    ...{ kind: "mediation", channel: "phone", receivedOn: addDays(office.today, -when.daysAgo), householdId: home.id },
    text: "Madame Robert demande qu’une autre personne relise la décision sur les retards du soir.",
  });
  const scope = await mintOfficeScope(tx, office.head, office.today);
  const filed = await filePaper(contextAt(tx, office, { actor: office.head, when }), input, scope);
  if (!filed.ok) throw new Error(`The telephone call was refused: ${filed.reason}`);
}

function homeOf({ homes }: Office, story: string): Home {
  return must(
    homes.find((home) => home.story.key === story),
    story,
  );
}

function contextAt(tx: Tx, { today }: Office, given: { actor: Context["actor"]; when: When }): Context {
  const moment = at(addDays(today, -given.when.daysAgo), given.when.time);
  return contextOf(tx, moment, { actor: given.actor, channel: "portal", net: null });
}
