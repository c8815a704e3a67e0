/** One planted fault for each law of .dependency-cruiser.mjs, on top of a small tree that keeps them all. */
import laws from "./laws.json" with { type: "json" };

export type LawFault = { law: string; at: string; files: Record<string, string> };

const { ladder, borders } = laws;
const use = (target: string) => `import * as used from "${target}";\nexport const kept = used;\n`;

const packages = ["next", "react", "zod", "vitest", "@prisma/client", ...borders.map((border) => border.package)];

/** A tree with one lawful file of each kind: nothing in it may be reported. */
export const lawfulTree: Record<string, string> = {
  "package.json": JSON.stringify({
    name: "planted",
    type: "module",
    dependencies: Object.fromEntries(packages.filter((name) => name !== "vitest").map((name) => [name, "1.0.0"])),
    devDependencies: { vitest: "1.0.0" },
  }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: { module: "esnext", moduleResolution: "bundler", jsx: "react-jsx", paths: { "@/*": ["./*"] } },
    include: ["**/*.ts", "**/*.tsx"],
  }),
  ...Object.fromEntries(packages.flatMap((name) => Object.entries(stub(name)))),
  ...Object.fromEntries(ladder.map((rung) => [`lib/${rung}/rules.ts`, use("@/lib/kernel/money")])),
  "lib/kernel/money.ts": "export const cent = 1;\n",
  "lib/kernel/ids.ts": use("uuid"),
  "lib/generated/prisma/client.ts": "export const client = 1;\n",
  "lib/server/db.ts": use("@/lib/generated/prisma/client"),
  "lib/server/work/mail.ts": use("nodemailer"),
  "lib/evidence/record.ts": use("@/lib/server/db"),
  "lib/evidence/events.ts": use("@/lib/retention/rules"),
  "lib/evidence/tlog/primitives.ts": use("node:crypto"),
  "lib/evidence/tlog/tree.ts": use("./primitives"),
  "lib/booking/queries.ts": use("@/lib/server/db"),
  "lib/booking/commands.ts": use("@/lib/evidence/record"),
  "lib/booking/commands.db.test.ts": `${use("mysql2")}${use("vitest").replaceAll("used", "tool").replaceAll("kept", "held")}`,
  "components/ui/button.tsx": use("@/lib/kernel/money"),
  "app/(family)/foyer/actions.ts": use("@/lib/booking/commands"),
  "app/(family)/foyer/page.tsx": use("./actions"),
  "scripts/tool.ts": use("mysql2"),
};

function stub(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
    [`node_modules/${name}/index.js`]: "exports.stub = 1;\n",
  };
}

function oneFile(law: string, at: string, target: string): LawFault {
  return { law, at, files: { [at]: use(target) } };
}

function rungFaults(): LawFault[] {
  return ladder
    .slice(0, -1)
    .map((rung, index) => oneFile(`ladder-${rung}`, `lib/${rung}/climbs.ts`, `@/lib/${ladder[index + 1]}/rules`));
}

/** The database's packages are planted behind the door of the database, so that only their border speaks. */
function borderFaults(): LawFault[] {
  return borders.map(({ package: name }) => {
    const short = name.replace(/^@/, "").replace("/", "-");
    const folder = /mysql2|prisma/.test(name) ? "lib/booking/queries" : "lib/server/smuggles";
    return oneFile(`border-${short}`, `${folder}-${short}.ts`, name);
  });
}

export const lawFaults: LawFault[] = [
  oneFile("kernel-stands-alone", "lib/kernel/parses.ts", "zod"),
  oneFile("foundations-know-no-domain", "lib/access/knows.ts", "@/lib/booking/rules"),
  oneFile("lib-knows-no-screen", "lib/server/draws.ts", "@/components/ui/button"),
  ...rungFaults(),
  ...borderFaults(),
  oneFile("rules-are-pure", "lib/booking/rules-reading.ts", "node:fs"),
  oneFile("rules-are-pure", "lib/household/schema-typed.ts", "@/lib/server/work/mail"),
  oneFile("rules-are-pure", "lib/evidence/tlog/strict/stored.ts", "@/lib/server/db"),
  oneFile("proofs-run-anywhere", "lib/evidence/tlog/hurried.ts", "node:crypto"),
  {
    law: "rules-are-pure",
    at: "lib/tariff/rules-through.ts",
    files: { "lib/tariff/rules-through.ts": use("./wording"), "lib/tariff/wording.ts": use("next") },
  },
  {
    law: "components-take-props",
    at: "components/booking/grid.tsx",
    files: {
      "components/booking/grid.tsx": use("@/lib/booking/grid-data"),
      "lib/booking/grid-data.ts": use("./queries"),
    },
  },
  oneFile("components-take-props", "components/ui/form.tsx", "@/app/(family)/foyer/actions"),
  oneFile("pages-read-actions-write", "app/(family)/reservations/page.tsx", "@/lib/booking/commands"),
  oneFile("pages-read-actions-write", "app/(family)/layout.tsx", "@/lib/booking/commands"),
  oneFile("reads-call-no-write", "lib/booking/queries-writing.ts", "./commands"),
  oneFile("one-door-to-the-database", "lib/booking/adapter.ts", "@/lib/generated/prisma/client"),
  oneFile("screens-hold-no-connection", "app/(family)/accueil/page.tsx", "@/lib/server/db"),
  {
    law: "no-cycles",
    at: "lib/booking/first.ts",
    files: { "lib/booking/first.ts": use("./second"), "lib/booking/second.ts": use("./first") },
  },
  oneFile("product-needs-no-test-tool", "lib/server/tests.ts", "vitest"),
  oneFile("product-imports-no-tool", "lib/server/runs.ts", "@/scripts/tool"),
  oneFile("imports-resolve", "lib/server/lost.ts", "./nowhere"),
  oneFile("a-command-leaves-a-trace", "lib/household/commands-silent.ts", "@/lib/kernel/money"),
];
