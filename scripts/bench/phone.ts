/** What a phone fetches: bytes over the wire and requests, for a page opened first and for the one opened next. */
import { type BrowserContext, chromium, devices, type Page } from "@playwright/test";

export type Load = { page: string; kibibytes: number; requests: number };

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"];

type Trip = { url: string; cookie: string; pages: readonly { name: string; path: string }[] };

/** Each page opened first, with nothing kept, then each other one opened after it. */
export async function loadsOnPhone({ url, cookie, pages }: Trip): Promise<Load[]> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: QUIET });
  const loads: Load[] = [];
  try {
    for (const first of pages) {
      const context = await browser.newContext({ ...devices["Pixel 7"], baseURL: url, locale: "fr-FR" });
      await context.addCookies(cookiesOf(cookie, url));
      const page = await context.newPage();
      loads.push({ page: `${first.name}, first load`, ...(await weigh(context, page, first.path)) });
      for (const next of pages.filter((other) => other !== first)) {
        loads.push({ page: `${next.name}, next page`, ...(await weigh(context, page, next.path)) });
      }
      await context.close();
    }
    return loads;
  } finally {
    await browser.close();
  }
}

export function cookiesOf(header: string, url: string) {
  return header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

/** As DevTools counts: what came over the wire, compressed, headers included; what the cache gave is nothing. */
async function weigh(context: BrowserContext, page: Page, path: string): Promise<Omit<Load, "page">> {
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  let bytes = 0;
  let requests = 0;
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += encodedDataLength > 0 ? 1 : 0;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await wire.detach();
  return { kibibytes: bytes / 1024, requests };
}
