import { defineConfig, devices } from "@playwright/test";

/** `npm run test:e2e` sets these two: it starts one freshly seeded portal per project (scripts/test/browser.ts). */
const { PORTAIL_URL = "http://localhost:3000", CHROMIUM_PATH = "/usr/bin/chromium" } = process.env;

const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"];
const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What differs on a phone is told on a phone too; the rest is the same page. */
const onThePhone = ["**/full-month.spec.ts", "**/attendance.spec.ts", "**/public-pages.spec.ts"];
/** With the interfaces of the State switched on, each a double of this repository. */
const outside = "**/outside/*.spec.ts";
const hostile = ["**/bad-input.spec.ts", "**/power-cut.spec.ts"];
const office = "**/office/*.spec.ts";

export default defineConfig({
  testDir: "e2e",
  // One worker: the scenarios share one commune, as its users do.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: PORTAIL_URL,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    video: "off",
    launchOptions: { executablePath: CHROMIUM_PATH, args: ["--no-sandbox", ...quiet, ...offline] },
  },
  projects: [
    { name: "desktop", testIgnore: [...hostile, outside, office], use: { ...devices["Desktop Chrome"] } },
    { name: "office", testMatch: office, testIgnore: hostile, use: { ...devices["Desktop Chrome"] } },
    { name: "phone", testMatch: onThePhone, use: { ...devices["Pixel 7"] } },
    { name: "outside", testMatch: outside, use: { ...devices["Pixel 7"] } },
    // Who sees what must not depend on proxy.ts: the same questions to a portal that runs without it.
    { name: "without-proxy", testMatch: "**/need-to-know.spec.ts", use: { ...devices["Desktop Chrome"] } },
    // What spoils a commune for the other scenarios: forms that no browser sends, and a power cut.
    { name: "hostile", testMatch: hostile, use: { ...devices["Desktop Chrome"] } },
  ],
});
