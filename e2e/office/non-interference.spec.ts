/**
 * Two portals that differ only in what a role may not see answer that role with the same bytes: every page, list, count, search, file and export
 * that its links lead to, the address of each hidden thing, and every form, sent about hidden things too; they write it the same mails, and a
 * hidden thing costs them as many questions to the database as one that does not exist. Same seed, same clock, no worker; only what is drawn at
 * random is left out.
 */
import { spawnSync } from "node:child_process";
import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { routes } from "@/lib/access/matrix";
import type { Role } from "@/lib/access/permissions";
import { openConnection } from "@/prisma/connection";
import { freePort } from "@/scripts/process/ports";
import { startTestPortal, type TestPortal } from "@/scripts/test/portal";
import { PASSWORD, type Person, people } from "../support/accounts";
import { formsOf } from "../support/forms";
import { type Crawl, crawl, differences } from "../support/interference/crawl";
import { PLANTED } from "../support/interference/planted";
import { mailsTo, sendForms } from "../support/interference/posts";
import { workOf } from "../support/interference/work";

const MOST = 60;

type Reader = { person: Person; role: Role };
type World = "nothing" | "fontaine" | "records";

/** To whom each planted world is invisible. */
const readers: Record<Exclude<World, "nothing">, Reader[]> = {
  fontaine: [
    { person: "oliviers", role: "agent" },
    { person: "animateur", role: "animateur" },
    { person: "waiting", role: "agent" },
    { person: "camille", role: "parent" },
    { person: "nadia", role: "parent" },
  ],
  records: [
    { person: "regie", role: "regie" },
    { person: "pilotage", role: "pilotage" },
    { person: "admin", role: "admin" },
  ],
};

const words = ["Quintefeuille", "Zéphyrine", "Plante", "DEM-QF", "QF-1"];

const hiddenThings = [
  `/gestion/foyers/${PLANTED.household}`,
  `/gestion/enfants/${PLANTED.child}`,
  `/gestion/demandes/${PLANTED.change}`,
  `/gestion/demandes/${PLANTED.request}`,
  `/gestion/demandes-de-compte/${PLANTED.accountRequest}`,
  `/gestion/journal?foyer=${PLANTED.household}`,
  `/gestion/journal?enfant=${PLANTED.child}`,
  `/gestion/facturation/attestations/${PLANTED.household}`,
  `/enfants/${PLANTED.child}`,
  `/demandes/${PLANTED.request}`,
];

/** What nobody links to: searches for the hidden names, and the hidden things by their own address. */
function guesses(role: Role): string[] {
  const searched = words.flatMap((word) => {
    const q = encodeURIComponent(word);
    return [`/gestion/foyers?q=${q}`, `/gestion/enfants?q=${q}`, `/gestion/journal?q=${q}`, `/gestion/demandes?q=${q}`];
  });
  return role === "parent" ? hiddenThings : [...searched, ...hiddenThings];
}

function doorsOf(role: Role): string[] {
  return Object.entries(routes)
    .filter(([path]) => !path.includes("[") && !/^\/(api\/(auth|payfip)|paiement)/.test(path))
    .filter(([, admission]) => admission === "self" || (typeof admission !== "string" && admission.includes(role)))
    .map(([path]) => path);
}

type Town = { portal: TestPortal; started: number };

async function withTown<Value>(world: World, port: number, work: (town: Town) => Promise<Value>): Promise<Value> {
  const settings = { PORT: String(port), PORTAIL_WORKER: "off" };
  const portal = await startTestPortal(process.env.PORTAIL_SEEDED ?? "", settings, () => undefined);
  try {
    plant(world === "nothing" ? ["rights"] : ["rights", world], portal);
    return await work({ portal, started: STARTED });
  } finally {
    await portal.stop();
  }
}

/** Both portals are asked at one instant. */
const STARTED = Date.now();
const CLOCK = new Date(STARTED).toISOString();

function plant(names: readonly string[], portal: TestPortal): void {
  const args = ["--import", "tsx", "e2e/support/interference/plant.ts", CLOCK, ...names];
  const { status, stderr } = spawnSync(process.execPath, args, { env: portal.environment, encoding: "utf8" });
  if (status !== 0) throw new Error(`Nothing was planted:\n${stderr}`);
}

async function signedIn(portal: TestPortal, person: Person): Promise<APIRequestContext> {
  const headers = { "x-portail-now": CLOCK, origin: portal.url };
  const as = await request.newContext({ baseURL: portal.url, extraHTTPHeaders: headers });
  const page = await (await as.get("/connexion")).text();
  const form = formsOf("/connexion", page).find(({ fields }) => fields.some(({ name }) => name === "email"));
  const typed: Record<string, string> = { email: people[person], password: PASSWORD };
  const posted = new FormData();
  for (const { name, value } of form?.fields ?? []) posted.append(name, typed[name] ?? value);
  await as.post("/connexion", { multipart: posted });
  expect((await as.get("/compte", { maxRedirects: 0 })).status(), `${person} is signed in`).toBe(200);
  return as;
}

/** Nobody's charter is behind: what is compared is the portal, not the page before it. */
async function acceptCharters({ portal }: Town): Promise<void> {
  const connection = await openConnection(portal.environment.DATABASE_URL ?? "");
  await connection.query("UPDATE account SET charter_version = (SELECT MAX(version) FROM charter_version)");
  await connection.end();
}

type Seen = { crawled: Crawl; posted: Crawl; mails: string[]; work: string[] };

async function seenBy(town: Town, list: readonly Reader[]): Promise<Map<Person, Seen>> {
  const seen = new Map<Person, Seen>();
  await acceptCharters(town);
  const databaseUrl = town.portal.environment.DATABASE_URL ?? "";
  for (const { person, role } of list) {
    const as = await signedIn(town.portal, person);
    const first = [...doorsOf(role), ...guesses(role)];
    const crawled = await crawl({ as, first, most: MOST + first.length, since: town.started });
    const work = await workOf({ as, databaseUrl, things: hiddenThings });
    const hidden = [PLANTED.household, PLANTED.child, PLANTED.request];
    const posted = await sendForms({ as, crawled, hidden, since: town.started });
    seen.set(person, { crawled, posted, work, mails: await mailsTo(databaseUrl, people[person]) });
    await as.dispose();
  }
  return seen;
}

for (const [world, list] of Object.entries(readers) as [Exclude<World, "nothing">, Reader[]][]) {
  test(`what is hidden changes nothing for who may not see it: ${world}`, async () => {
    test.setTimeout(900_000);
    const port = await freePort();
    const withIt = await withTown(world, port, (town) => seenBy(town, list));
    const without = await withTown("nothing", port, (town) => seenBy(town, list));
    for (const { person } of list) {
      const [one, other] = [without.get(person), withIt.get(person)];
      if (!one || !other) throw new Error(`${person} saw nothing`);
      const pages = [...one.crawled.values()].filter(({ status }) => status === 200);
      expect(pages.length, `${person} saw pages`).toBeGreaterThan(5);
      expect(differences(one.crawled, other.crawled), `${person}, ${one.crawled.size} addresses`).toEqual([]);
      expect(one.posted.size, `${person} sent forms`).toBeGreaterThan(0);
      expect(differences(one.posted, other.posted), `${person}, ${one.posted.size} forms`).toEqual([]);
      expect(other.mails, `mails to ${person}`).toEqual(one.mails);
      expect(other.work, `questions to the database for ${person}`).toEqual(one.work);
    }
  });
}

test("the comparison notices what may be seen: the head finds the planted family", async () => {
  test.setTimeout(600_000);
  const port = await freePort();
  const look = async (town: Town) => {
    await acceptCharters(town);
    const as = await signedIn(town.portal, "responsable");
    return crawl({ as, first: guesses("responsable"), most: 30, since: town.started });
  };
  const [withIt, without] = [await withTown("fontaine", port, look), await withTown("nothing", port, look)];
  const told = differences(without, withIt).map((line) => line.split(/[\n:]/)[0]);
  expect(told).toContain(`/gestion/foyers/${PLANTED.household}`);
  expect(told).toContain(`/gestion/foyers?q=${encodeURIComponent("Quintefeuille")}`);
});
