/** How long a phone takes to seal a page of 15 MB: the real page in a browser whose processor is slowed four times, from the press to the first piece. */
import { randomBytes } from "node:crypto";
import { chromium, devices, type Page } from "@playwright/test";
import { LARGEST_FILE } from "../../../lib/document/rules-content";
import { type Times, timed } from "../measure";

const TIMES = 3;
const SLOWER = 4;

/** Of random bytes, so that nothing is spared; no name in it says what a PDF must not. */
function largePdf(): Buffer {
  const [head, tail] = [Buffer.from("%PDF-1.7\n"), Buffer.from("\n%%EOF\n")];
  const noise = randomBytes(LARGEST_FILE - head.length - tail.length).map((byte) => (byte === 0x2f ? 0x20 : byte));
  return Buffer.concat([head, noise, tail]);
}

/** `cookie` is a parent's of the demonstration, who has a document to give. */
export async function measureSealing({ url, cookie }: { url: string; cookie: string }): Promise<Times> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    const context = await browser.newContext({ ...devices["Pixel 7"], baseURL: url, locale: "fr-FR" });
    await context.setExtraHTTPHeaders({ cookie });
    const page = await context.newPage();
    const samples: number[] = [];
    for (let done = 0; done < TIMES; done += 1) samples.push(await sealOnce(page));
    return { name: `15 MB sealed, processor ${SLOWER} × slower`, samples };
  } finally {
    await browser.close();
  }
}

async function sealOnce(page: Page): Promise<number> {
  await page.goto("/documents");
  await page
    .getByRole("link", { name: /^Donner/ })
    .first()
    .click();
  const button = page.getByRole("button", { name: "Chiffrer et envoyer" });
  await button.waitFor();
  const file = { name: "jugement.pdf", mimeType: "application/pdf", buffer: largePdf() };
  await page.locator("input[type=file]").last().setInputFiles([file]);
  await page.getByRole("button", { name: "Retirer Page 1" }).waitFor();
  // Nothing is handed in: the next round finds the same document asked for.
  await page.route("**/api/documents/*/1*", (route) => route.abort());
  const wire = await page.context().newCDPSession(page);
  await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const first = page.waitForRequest((request) => request.method() === "PUT", { timeout: 120_000 });
  const took = await timed(async () => {
    await button.click();
    await first;
  });
  await wire.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.unrouteAll({ behavior: "ignoreErrors" });
  return took;
}
