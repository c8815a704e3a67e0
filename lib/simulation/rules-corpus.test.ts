import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { checkText } from "@/lib/check/rules";
import { pathText } from "@/lib/check/rules-fault";
import { simulate } from "./rules";
import { type Answer, reasonsText } from "./rules-answer";
import { casesSchema } from "./schema";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FILES = here("../../docs/communes/");
const CORPUS = here("../../../shared/corpus/communes/");
const hasCorpus = existsSync(CORPUS);
const bodies = readdirSync(FILES).filter(
  (name) => name.endsWith(".json") && (!hasCorpus || existsSync(`${CORPUS}${name}`)),
);

type Result = { body: string; expressed: string; passed: number; cases: number };
const results: Result[] = [];

function casesOf(name: string): unknown[] {
  return casesSchema.parse(JSON.parse(readFileSync(`${CORPUS}${name}`, "utf8")));
}

/** Expressed: yes, partly with the first thing missing, no with the first fault of the file. */
function run(name: string): { result: Result; answers: Answer[] } {
  const body = name.replace(".json", "");
  const cases = casesOf(name);
  const checked = checkText(readFileSync(`${FILES}${name}`, "utf8"));
  if (!checked.ok) {
    const [fault] = checked.faults;
    const expressed = `no: ${pathText(fault?.path ?? [])} ${fault?.code}`;
    return { result: { body, expressed, passed: 0, cases: cases.length }, answers: [] };
  }
  const answers = cases.map((one) => simulate(checked.file, one));
  const missing = answers.find(({ got }) => got === null);
  const expressed = missing ? `partly: ${reasonsText(missing.why, "en")}` : "yes";
  return { result: { body, expressed, passed: answers.filter(({ ok }) => ok).length, cases: cases.length }, answers };
}

describe.skipIf(!hasCorpus)("the corpus of published rules (../shared/corpus)", () => {
  it.each(bodies)("%s", (name) => {
    const { result, answers } = run(name);
    results.push(result);
    const wrong = answers
      .filter(({ ok }) => !ok)
      .map(
        ({ id, got, expected, why }) =>
          `${id}: ${JSON.stringify(got)} for ${JSON.stringify(expected)}. ${reasonsText(why, "en")}`,
      );
    expect(wrong).toEqual([]);
    expect(result).toMatchObject({ expressed: "yes", passed: result.cases });
  });

  afterAll(() => {
    const sum = (pick: (result: Result) => number) => results.reduce((total, result) => total + pick(result), 0);
    const lines = results.map(
      ({ body, expressed, passed, cases }) => `${body.padEnd(24)} ${`${passed}/${cases}`.padEnd(6)} ${expressed}`,
    );
    const expressed = results.filter((result) => result.expressed === "yes").length;
    lines.push(
      `${expressed}/${results.length} expressed, ${sum(({ passed }) => passed)}/${sum(({ cases }) => cases)} cases`,
    );
    process.stdout.write(`${lines.join("\n")}\n`);
  });
});
