// The laws of the house: who may import whom (docs/decisions/0007 and CONTRIBUTING.md, "Laws").
// Each law says why it is there and what to do instead. scripts/house/laws.test.ts plants a fault under each of them.
import { readFileSync } from "node:fs";

const { ladder, borders } = JSON.parse(readFileSync(new URL("./scripts/house/laws.json", import.meta.url), "utf8"));

const TEST = "\\.test\\.tsx?$";
const DB_TEST = "\\.db\\.test\\.ts$";
const DOMAIN = `^lib/(${ladder.join("|")})/`;
const CODE = "^(app|components|lib)/";
const TLOG = "^lib/evidence/tlog/[a-z0-9/-]+\\.ts$";
const PURE = ["^lib/[^/]+/(rules|schema|events|permissions|matrix)[a-z0-9-]*\\.ts$", TLOG];
const COMMANDS = "^lib/[^/]+/commands[a-z0-9-]*\\.ts$";
const QUERIES = "^lib/[^/]+/queries[a-z0-9-]*\\.ts$";
const GENERATED = "(^|/)lib/generated/";

/** A package as it is resolved, as its types are resolved, or as it is written when it is not installed. */
const npm = (name) => `(^|node_modules/)(@types/)?${name}(/|$)`;
const law = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

const foundations = [
  law(
    "kernel-stands-alone",
    "Money, dates, ids and outcomes are understood without reading anything else, and everything may rely on them. " +
      "Remedy: pass the value in as an argument, or move the code to the layer that owns what it needs.",
    { path: "^lib/kernel/", pathNot: TEST },
    { pathNot: ["^lib/kernel/", npm("temporal-polyfill"), npm("uuid"), "^(node:)?crypto$"] },
  ),
  law(
    "foundations-know-no-domain",
    "Evidence, access, server and i18n carry every domain; if they knew one, every domain would know it. " +
      "The list of retention rules is the one exception: it is pure, and each event of the journal names one. " +
      "Remedy: take what is needed as an argument, or register it from the domain's side.",
    { path: "^lib/(kernel|i18n|evidence|access|server)/", pathNot: TEST },
    { path: DOMAIN, pathNot: "^lib/retention/rules\\.ts$" },
  ),
  law(
    "lib-knows-no-screen",
    "Rules, reads and writes serve pages, the command line and jobs alike. " +
      "Remedy: return a value and let the page show it.",
    { path: "^lib/" },
    { path: "^(app|components)/" },
  ),
];

/** One law a rung: a domain imports only the rungs before it. */
const rungs = ladder
  .slice(0, -1)
  .map((name, index) =>
    law(
      `ladder-${name}`,
      `The ladder of domains keeps the trade readable from bottom to top: ${ladder.join(", ")}. ` +
        `Remedy: let the later domain ask ${name}, or give ${name} the fact as an argument.`,
      { path: `^lib/${name}/`, pathNot: TEST },
      { path: `^lib/(${ladder.slice(index + 1).join("|")})/` },
    ),
  );

const borderLaws = borders.map((border) =>
  law(
    `border-${border.package.replace(/^@/, "").replace("/", "-")}`,
    `${border.package} is imported by its border only (${border.door}): what a provider changes is changed in one place, ` +
      "and leaving it is rewriting one file. Remedy: ask the border file for what you need, in words of our trade.",
    { pathNot: [border.door, TEST, ...(border.package === "mysql2" ? [DB_TEST] : [])] },
    { path: npm(border.package) },
  ),
);

const layers = [
  law(
    "rules-are-pure",
    "A rule is a pure function: the same facts give the same verdict in a page, a job, the command line and a test. " +
      "It reaches neither Next, React, the database nor input and output, not even through another file. " +
      "Remedy: take the fact and `now` as arguments; read them in queries or commands.",
    { path: PURE },
    {
      reachable: true,
      path: [
        npm("next"),
        npm("next-(auth|intl)"),
        npm("react(-dom)?"),
        npm("@prisma"),
        npm("(mysql2|mariadb)"),
        GENERATED,
        "^lib/server/",
        "^(node:)?(fs|net|tls|http|https|http2|dns|child_process|worker_threads|process|os)(/|$)",
      ],
    },
  ),
  law(
    "proofs-run-anywhere",
    "The journal's proofs are verified by a family's browser too, where nothing of Node exists. " +
      "SHA-256, HMAC and Ed25519 come from node:crypto, through one file that a browser's verifier replaces. " +
      "Remedy: ask lib/evidence/tlog/primitives, or work on Uint8Array and text.",
    { path: TLOG, pathNot: "^lib/evidence/tlog/primitives\\.ts$" },
    { dependencyTypes: ["core"] },
  ),
  law(
    "components-take-props",
    "A component shows what it is given and posts to the action it is given, so it can be read, reused and tested alone. " +
      "Remedy: read in the page and pass data, texts and the action as props; put a shared type in rules or schema.",
    { path: "^components/", pathNot: TEST },
    {
      reachable: true,
      path: [
        "^app/",
        "^lib/server/",
        "^lib/access/gate",
        "^lib/evidence/(record|seal)",
        GENERATED,
        COMMANDS,
        QUERIES,
        "^(prisma|scripts|e2e)/",
      ],
    },
  ),
  law(
    "pages-read-actions-write",
    "A page may be prefetched, reloaded and opened by a crawler: showing it must change nothing. " +
      "Remedy: call the command from an action (app/**/actions*.ts) or a route handler.",
    { path: "^app/", pathNot: ["/actions[a-z0-9-]*\\.ts$", "/route\\.tsx?$", TEST] },
    { path: COMMANDS },
  ),
  law(
    "reads-call-no-write",
    "A query that writes would hide a change from the journal. The sign-in adapter is the one exception: it is itself a door. " +
      "Remedy: call the command from the action or the job.",
    { path: "^lib/", pathNot: [COMMANDS, "^lib/account/next-auth\\.ts$", TEST] },
    { path: COMMANDS },
  ),
  law(
    "one-door-to-the-database",
    "The gate's scopes and the journal's trace are only as good as the number of doors. " +
      "Remedy: write a query or a command in the domain that owns the table.",
    {
      pathNot: [
        "^lib/server/(db|work/jobs)\\.ts$",
        "^lib/access/gate[a-z0-9-]*\\.ts$",
        "^lib/evidence/(record|seal)[a-z0-9-]*\\.ts$",
        "^(prisma|scripts|e2e/support)/",
        GENERATED,
        COMMANDS,
        QUERIES,
        DB_TEST,
      ],
    },
    { path: [npm("@prisma"), npm("(mysql2|mariadb)"), GENERATED] },
  ),
  law(
    "screens-hold-no-connection",
    "lib/server/db and lib/server/sql are for what stands behind the door: server, gate, record, queries and commands. " +
      "The sign-in adapter opens its own transaction, as an action does. Remedy: call a query with its scope.",
    {
      path: [CODE],
      pathNot: ["^lib/(server|access|evidence)/", "^lib/account/next-auth\\.ts$", COMMANDS, QUERIES, DB_TEST],
    },
    { path: "^lib/server/(db|sql)\\.ts$" },
  ),
];

const hygiene = [
  law(
    "no-cycles",
    "Two files that need each other are one file, or hide a third. " +
      "Remedy: move what both need to the one that stands lower, or pass it as an argument.",
    {},
    { circular: true },
  ),
  law(
    "product-needs-no-test-tool",
    "What runs in the town hall is installed without development dependencies. " +
      "Remedy: move the package to dependencies with a line in docs/decisions/0007, or the code to scripts/ or a test.",
    { path: CODE, pathNot: TEST },
    { dependencyTypes: ["npm-dev"], pathNot: ["node_modules/@types/"] },
  ),
  law(
    "product-imports-no-tool",
    "Seeds, scripts and browser tests build on the product, never the other way. Remedy: move the shared code to lib/.",
    { path: CODE, pathNot: TEST },
    { path: ["^(prisma|scripts|e2e)/", TEST] },
  ),
  law(
    "imports-resolve",
    "An import that resolves to nothing escapes every other law. Remedy: correct the path or install the package.",
    {},
    { couldNotResolve: true, pathNot: GENERATED },
  ),
];

const trace = {
  name: "a-command-leaves-a-trace",
  severity: "error",
  comment:
    "Every change is evidence: a command writes its event in the same transaction (lib/evidence/record). " +
    "Remedy: record() what was done, refused refusals included; code that writes nothing belongs in queries or rules.",
  module: { path: COMMANDS },
  to: { path: "^lib/evidence/record\\.ts$" },
};

export default {
  forbidden: [...foundations, ...rungs, ...borderLaws, ...layers, ...hygiene],
  required: [trace],
  options: {
    doNotFollow: { path: ["node_modules", "(^|/)lib/generated/"] },
    exclude: { path: ["^\\.next/", "^\\.data/", "^scripts/house/faults/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["main", "types"],
    },
  },
};
