/** What the repository must not carry: addresses of one machine or one registry, names of writing tools, and papers that forgot a file. */
import { createHash } from "node:crypto";
import { type Fault, filesMatching, nameOf, type Tree } from "./tree";

/** Folders of one person's machine. A container's own /app and /home/node are not meant. */
const MACHINE = /(?<![\w.:/-])\/(?:home\/(?!node\b)\w|root\/|Users\/\w|work\/\w)/;
const REGISTRY = /https?:\/\/(?:registry|npm|nexus|artifactory|verdaccio)[.:-]/;

/** Names of writing tools, as the first half of their SHA-256, so that the list is not itself a mention. */
const TOOLS = new Set(
  (
    "c857d09db23e6822 c70eca6b0f88f44d 7d3194f79e645c42 60965168ce762e94 3ea125d0bff386e6 " +
    "57de4cf40144bdf7 5d72436256ada538 487b91042c7cf27a de2187af3fb01170"
  ).split(" "),
);

const verdicts = new Map<string, boolean>();

function isTool(word: string): boolean {
  const known = verdicts.get(word);
  if (known !== undefined) return known;
  const verdict = TOOLS.has(createHash("sha256").update(word).digest("hex").slice(0, 16));
  verdicts.set(word, verdict);
  return verdict;
}

export function wordFaults(tree: Tree): Fault[] {
  return [...tree].flatMap(([path, text]) => {
    if (nameOf(path) === "package-lock.json") return lockFaults(path, text);
    const faults: Fault[] = [];
    const machine = MACHINE.exec(text);
    if (machine) faults.push({ at: path, say: `a path of one machine: ${machine[0]}` });
    if (REGISTRY.test(text)) faults.push({ at: path, say: "the address of a package registry" });
    const words = new Set(text.toLowerCase().match(/[a-z]{3,12}/g));
    for (const word of words) if (isTool(word)) faults.push({ at: path, say: `mentions ${word}` });
    return faults;
  });
}

function lockFaults(path: string, text: string): Fault[] {
  return /"resolved":\s*"https?:/.test(text)
    ? [{ at: path, say: "records where a package came from (see .npmrc)" }]
    : [];
}

/** Each package the product runs on stands in the decision that says why, and how to leave it. */
export function libraryFaults(tree: Tree): Fault[] {
  const manifest = JSON.parse(tree.get("package.json") ?? "{}");
  const at = "docs/decisions/0007-libraries.md";
  const decision = tree.get(at) ?? "";
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => !decision.includes(`\`${name}\``))
    .map((name) => ({ at, say: `says nothing of ${name}` }));
}

/** Each browser test tells a scenario of docs/scenarios.md, and each scenario has its test. */
export function scenarioFaults(tree: Tree): Fault[] {
  const at = "docs/scenarios.md";
  const told = new Set(
    [...(tree.get(at) ?? "").matchAll(/`(e2e\/[\w/-]+\.spec\.ts)`/g)].map((match) => match[1] ?? ""),
  );
  const specs = filesMatching(tree, /^e2e\/.*\.spec\.ts$/).map(([path]) => path);
  return [
    ...specs.filter((path) => !told.has(path)).map((path) => ({ at, say: `does not tell ${path}` })),
    ...[...told].filter((path) => !tree.has(path)).map((path) => ({ at, say: `${path} does not exist` })),
  ];
}

/** Links between the documents lead somewhere. */
export function linkFaults(tree: Tree): Fault[] {
  return filesMatching(tree, /\.md$/).flatMap(([path, text]) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map((match) => new URL(match[1] ?? "", `file:///${path}`).pathname.slice(1))
      .filter((target) => !/\.(png|svg)$/.test(target))
      .filter(
        (target) =>
          !tree.has(target) && ![...tree.keys()].some((known) => known.startsWith(`${target.replace(/\/$/, "")}/`)),
      )
      .map((target) => ({ at: path, say: `links to ${target}, which does not exist` })),
  );
}
