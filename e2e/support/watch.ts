/** What no page may do, watched on every page opened: an error in the console, a request elsewhere, a breach of the policy, a barrier to anyone. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export type Watch = { faults: string[] };

/** `elsewhere` names the origins a scenario is sent to on purpose: the payment page. */
export function watch(page: Page, own: string, elsewhere: readonly string[]): Watch {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" || isExpected(message.text())) return;
    faults.push(`console on ${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script on ${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("http") || url.startsWith(`${own}/`)) return;
    if (elsewhere.some((origin) => url.startsWith(`${origin}/`))) return;
    faults.push(`request from ${page.url()} to ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} at ${response.url()}`);
  });
  return { faults };
}

/**
 * The browser itself reports a page that answers 404 as an error of the console: not-found is an answer here. So it reports a network that a
 * scenario cut on purpose.
 */
function isExpected(text: string): boolean {
  return /Failed to load resource: (the server responded with a status of 404|net::ERR_INTERNET_DISCONNECTED)/.test(
    text,
  );
}

/** No barrier that can be found by machine, in the state the page is in now. A page that scripts bring is there before its title, by a moment. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page, `${page.url()} has a title`).toHaveTitle(/\S/);
  const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
  expect(found, `barriers on ${page.url()}`).toEqual([]);
}

/** On a phone nothing is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(screen ?? 0);
}
