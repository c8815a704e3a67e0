/** The cases published with the evidence format, where the facts stand beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerLine } from "./cases";

const path = join(import.meta.dirname, "../../../../shared/facts/evidence-vectors.json");

type Vector = { id: string; wantErr?: boolean; [name: string]: unknown };
type Group = { leaves: string[]; cases: Vector[] };
type Question = { kind: string; input: object; more?: object };

const groups: Record<string, Group> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};

const questions: Record<string, (vector: Vector, group: Group) => Question> = {
  roots: ({ treeSize, root }, { leaves }) => ({
    kind: "root",
    input: { leaves: leaves.slice(0, Number(treeSize)) },
    more: { root },
  }),
  inclusion: (input) => ({ kind: "inclusion", input }),
  consistency: (input) => ({ kind: "consistency", input }),
  checkpoint: (input) => ({ kind: "checkpoint", input, more: { treeSize: String(input.treeSize), root: input.root } }),
  "tlog-proof": (input) => ({ kind: "tlogProof", input }),
  receipt: (input) => ({ kind: "receipt", input }),
  jcs: (input) => ({ kind: "jcs", input, more: { canonical: input.canonical } }),
  tiles: ({ index, treeSize, desc: _, id: __, ...more }) =>
    index === undefined ? { kind: "tiles", input: { treeSize }, more } : { kind: "tilePath", input: { index }, more },
};

const cases = Object.entries(questions).flatMap(([name, ask]) => {
  const group = groups[name];
  return (group?.cases ?? []).map((vector) => [vector.id, vector, group && ask(vector, group)] as const);
});

describe.runIf(existsSync(path))("the published cases (skipped where ../shared/facts is absent)", () => {
  it.each(cases)("%s", (id, { wantErr }, question) => {
    const { more, ...asked } = question ?? {};
    const text = JSON.stringify({ id, ...asked });
    const answer = JSON.parse(answerLine({ text, head: "" }));
    expect(answer).toMatchObject({ id, ok: wantErr !== true, ...(wantErr ? {} : more) });
  });

  it("are 74", () => expect(cases).toHaveLength(74));
});
