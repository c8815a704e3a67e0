/**
 * Browser tests of this portal: `as` opens a page as someone, signed in once by the real form and then by the cookies it gave;
 * `knock` asks as someone without a browser; `check` asks of the page shown what is asked of every page.
 * What a page did wrong meanwhile fails the test at its end.
 */
import {
  type APIRequestContext,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { PASSWORD, type Person, people } from "./accounts";
import { closeDatabase } from "./database";
import { aroundTest } from "./journal-diff";
import { expectAccessible, expectNoSidewaysScroll, watch } from "./watch";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

type Opening = {
  /** Without scripts, as behind an old proxy or on a tired phone. */
  javaScript?: boolean;
  /** The instant the portal takes for now; only tests may set it. */
  now?: Date;
  /** Signs in by the form and keeps nothing: for what begins or ends sessions. */
  fresh?: boolean;
};

type Tools = {
  as: (person: Person | "nobody", opening?: Opening) => Promise<Page>;
  knock: (person: Person | "nobody") => Promise<APIRequestContext>;
  check: (page: Page) => Promise<void>;
  /** Of itself, around every test: no change without its event. */
  journal: undefined;
};

type Sessions = { stateOf: (person: Person) => Promise<State> };

export const test = base.extend<Tools, { sessions: Sessions }>({
  sessions: [
    async ({ browser }, use) => {
      const known = new Map<Person, State>();
      await use({
        stateOf: async (person) => {
          const state = known.get(person) ?? (await openSession(() => browser.newContext(origin()), person));
          known.set(person, state);
          return state;
        },
      });
      await closeDatabase();
    },
    { scope: "worker" },
  ],
  journal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that one needs from this pattern
    async ({}, use, info) =>
      aroundTest(
        () => use(undefined),
        () => info.status !== info.expectedStatus,
      ),
    { auto: true },
  ],
  as: async ({ browser, contextOptions, sessions }, use) => {
    const opened: { context: BrowserContext; faults: string[] }[] = [];
    await use(async (person, { javaScript = true, now, fresh = false } = {}) => {
      const options: BrowserContextOptions = { ...contextOptions, ...origin(), javaScriptEnabled: javaScript };
      if (now) options.extraHTTPHeaders = { "x-portail-now": now.toISOString() };
      const byForm = person !== "nobody" && (fresh || now !== undefined);
      if (person !== "nobody" && !byForm) options.storageState = await sessions.stateOf(person);
      const context = await browser.newContext(options);
      const page = await context.newPage();
      opened.push({ context, ...watch(page, origin().baseURL, foreignPages()) });
      if (byForm) await signIn(page, people[person]);
      return page;
    });
    for (const { context } of opened) await context.close();
    expect(opened.flatMap(({ faults }) => faults)).toEqual([]);
  },
  knock: async ({ playwright, sessions }, use) => {
    const opened: APIRequestContext[] = [];
    await use(async (person) => {
      const state = person === "nobody" ? {} : { storageState: await sessions.stateOf(person) };
      const context = await playwright.request.newContext({ ...origin(), ...state, maxRedirects: 0 });
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.dispose();
  },
  check: async ({ isMobile }, use) => {
    await use(async (page) => {
      await expect(page.locator("h1").first()).toBeVisible();
      await expectAccessible(page);
      if (isMobile) await expectNoSidewaysScroll(page);
    });
  },
});

function origin(): { baseURL: string } {
  return { baseURL: process.env.PORTAIL_URL ?? "http://localhost:3000" };
}

/** The payment page is another site's, and the only one. */
function foreignPages(): string[] {
  const { PAYFIP_PAGE_URL, FRANCECONNECT_ISSUER } = process.env;
  return [PAYFIP_PAGE_URL, FRANCECONNECT_ISSUER].flatMap((address) => (address ? new URL(address).origin : []));
}

/** Signs in and, where the charter waits to be read, accepts it: most tests begin after that. */
async function openSession(open: () => Promise<BrowserContext>, person: Person): Promise<State> {
  const context = await open();
  const page = await context.newPage();
  await signIn(page, people[person]);
  await page.goto("/charte");
  const accept = page.getByRole("button", { name: "J’accepte la charte" });
  if (await accept.isVisible()) {
    await accept.click();
    await page.waitForURL((url) => url.pathname !== "/charte");
  }
  const state = await context.storageState();
  await context.close();
  return state;
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  if (!page.url().includes("/connexion")) await page.goto("/connexion");
  await page.getByLabel("Adresse e-mail").fill(email);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL((url) => url.pathname !== "/connexion");
}
