/** A receipt taken from the journal and verified at home, offline: docs/scenarios.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect } from "@playwright/test";
import { test } from "../support/test";

test("a receipt holds without the portal, and one letter changed refuses it", async ({
  as,
  knock,
  check,
  browser,
}, info) => {
  const page = await as("camille");
  await page.goto("/journal");
  const link = page.getByRole("link", { name: /Télécharger le récépissé/ }).first();
  await expect(async () => {
    await page.reload();
    await expect(link).toBeVisible({ timeout: 500 });
  }).toPass();
  const address = (await link.getAttribute("href")) ?? "";
  const downloading = page.waitForEvent("download");
  await link.click();
  const receipt = info.outputPath("recepisse.json");
  await (await downloading).saveAs(receipt);
  const altered = info.outputPath("modifie.json");
  const text = readFileSync(receipt, "utf8");
  writeFileSync(
    altered,
    text.replace(/"part": "(\w)/, (found) => found.toUpperCase().replace("PART", "part")),
  );

  const door = await as("nobody");
  await door.goto("/verifier");
  await check(door);
  const saved = info.outputPath("verifier.html");
  writeFileSync(saved, (await (await door.request.get("/verifier")).text()) ?? "");

  const offline = await browser.newContext({ offline: true });
  const alone = await offline.newPage();
  const asked: string[] = [];
  alone.on("request", (request) => asked.push(request.url()));
  await alone.goto(pathToFileURL(saved).href);
  await alone.getByLabel(/Choisissez le fichier/).setInputFiles(receipt);
  await expect(alone.getByRole("heading", { name: /Ce récépissé est valable/ })).toBeVisible();
  await alone.getByLabel(/Choisissez le fichier/).setInputFiles(altered);
  await expect(alone.getByRole("heading", { name: /n’est pas vérifié/ })).toBeVisible();
  expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
  await offline.close();

  expect((await (await knock("nadia")).get(address)).status()).toBe(404);
});
