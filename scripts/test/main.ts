/** All tests, or one kind: `npm test`, `npm run lint`, `npm run test:db -- lib/booking`. Ends with one line over all of them. */
import { generateClient } from "../process/generate";
import { sentenceOf, step } from "../process/steps";
import { bench } from "./bench";
import { runBrowserTests } from "./browser";
import { lint } from "./lint";
import { add, none, type Totals } from "./totals";
import { runVitest } from "./vitest";

type Kind = (args: readonly string[]) => Promise<Totals>;

const kinds: Record<string, Kind> = {
  lint,
  unit: (args) => runVitest("unit", args),
  db: (args) => runVitest("db", args),
  e2e: runBrowserTests,
};

export async function main([name, ...args]: readonly string[]): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130)); // exit handlers tidy up
  if (name === "bench") {
    process.exitCode = await bench(args);
    return;
  }
  const chosen = name === undefined ? Object.entries(kinds) : Object.entries(kinds).filter(([kind]) => kind === name);
  if (chosen.length === 0) {
    console.error(`Unknown kind of test: ${name}. Kinds: ${Object.keys(kinds).join(", ")}, bench; none runs all.`);
    process.exitCode = 2;
    return;
  }
  await step("prisma", async () => ((await generateClient()) ? "generated" : "up to date"));
  const totals: Totals[] = [];
  for (const [kind, run] of chosen) totals.push(await judged(kind, () => run(args)));
  const { passed, failed } = add(...totals);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** A kind that breaks down is a failure of that kind; the others still run. */
async function judged(kind: string, run: () => Promise<Totals>): Promise<Totals> {
  console.log(`\n${kind}`);
  try {
    return await run();
  } catch (error) {
    console.error(sentenceOf(error));
    return { ...none, failed: 1 };
  }
}
