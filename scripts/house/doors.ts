/** Doors of the application: actions, pages and routes. Each is built the one way that checks rights, and each right opens something. */
import ts from "typescript";
import { type Fault, filesMatching, isTest, type Tree } from "./tree";

const BUILDERS = ["familyAction", "officeAction", "selfAction", "publicAction"];
const GUARDS = ["familyPage", "officePage", "selfPage"];
/** The doors that everyone signed in may open ask for this permission themselves. */
const SELF = { doors: ["selfPage", "selfAction"], permission: "account.self" };
const ACTIONS = /^app\/.*\/actions(-[a-z0-9-]+)?\.ts$/;
const DOORS = /^app\/(.*\/)?(page|layout|route|actions(-[a-z0-9-]+)?)\.tsx?$/;
const ROUTES = /^app\/(.*\/)?(page\.tsx|route\.ts)$/;

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : undefined,
  );
}

function walk(node: ts.Node, visit: (node: ts.Node) => void) {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** Each exported action is `export const name = familyAction(…)`, or another of the builders, and stands in an actions file. */
export function actionFaults(tree: Tree): Fault[] {
  return filesMatching(tree, /^(app|components|lib)\/.*\.tsx?$/).flatMap(([path, text]) => {
    if (isTest(path) || !/["']use server["']/.test(text)) return [];
    const source = parse(path, text);
    if (!ACTIONS.test(path)) {
      return hasDirective(source)
        ? [{ at: path, say: "server actions stand in app/**/actions*.ts, nowhere else" }]
        : [];
    }
    return source.statements.flatMap((statement) => exportFaults(path, statement));
  });
}

function hasDirective(source: ts.SourceFile): boolean {
  let found = false;
  walk(source, (node) => {
    if (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression))
      found ||= node.expression.text === "use server";
  });
  return found;
}

function exportFaults(path: string, statement: ts.Statement): Fault[] {
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return [];
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) {
    return [{ at: path, say: "an action is exported where it is built" }];
  }
  const exported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((word) => word.kind === ts.SyntaxKind.ExportKeyword);
  if (!exported) return [];
  if (!ts.isVariableStatement(statement)) return [{ at: path, say: `build the action with ${BUILDERS.join(", ")}` }];
  return statement.declarationList.declarations
    .filter((declaration) => !isBuilt(declaration.initializer))
    .map((declaration) => ({ at: path, say: `${declaration.name.getText()} is not built by ${BUILDERS.join(", ")}` }));
}

function isBuilt(value: ts.Expression | undefined): boolean {
  return (
    !!value &&
    ts.isCallExpression(value) &&
    ts.isIdentifier(value.expression) &&
    BUILDERS.includes(value.expression.text)
  );
}

/** A permission that no door asks for is a right to nothing, or a door left open. */
export function permissionFaults(tree: Tree, permissions: readonly string[]): Fault[] {
  const asked = new Set<string>();
  for (const [path, text] of filesMatching(tree, DOORS)) {
    walk(parse(path, text), (node) => {
      if (ts.isStringLiteral(node) && isAsked(node)) asked.add(node.text);
      if (ts.isIdentifier(node) && SELF.doors.includes(node.text)) asked.add(SELF.permission);
    });
  }
  return permissions
    .filter((permission) => !asked.has(permission))
    .map((permission) => ({
      at: "lib/access/permissions.ts",
      say: `no page, route or action asks for "${permission}"`,
    }));
}

/** `permission: "x"`, or "x" handed to a function: what a door does with a permission, and nothing else does. */
function isAsked(node: ts.StringLiteral): boolean {
  const parent = node.parent;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === "permission";
  return ts.isCallExpression(parent) && parent.arguments.includes(node);
}

/** A private page asks for the visitor first: a layout or the proxy guards nothing that a page does not guard itself. */
export function pageFaults(tree: Tree): Fault[] {
  return filesMatching(tree, /^app\/\((family|office)\)\/.*\/page\.tsx$/)
    .filter(([, text]) => !GUARDS.some((guard) => text.includes(`${guard}(`)))
    .map(([path]) => ({ at: path, say: `begin with ${GUARDS.join(", ")}` }));
}

/** The address of a page or route file: groups vanish, parameters stay as written. */
export function addressOf(path: string): string {
  const parts = path.split("/").slice(1, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}

export function routeFaults(tree: Tree, known: readonly string[]): Fault[] {
  const built = filesMatching(tree, ROUTES).map(([path]) => ({ path, address: addressOf(path) }));
  const missing = built.filter(({ address }) => !known.includes(address));
  const gone = known.filter((address) => !built.some((route) => route.address === address));
  return [
    ...missing.map(({ path, address }) => ({ at: path, say: `"${address}" stands nowhere in lib/access/matrix.ts` })),
    ...gone.map((address) => ({ at: "lib/access/matrix.ts", say: `"${address}" has no page or route` })),
  ];
}

/** Texts come to client components as props: the catalogue never travels to the browser (docs/decisions/0008). */
export function clientFaults(tree: Tree): Fault[] {
  return filesMatching(tree, /^(app|components)\/.*\.tsx?$/).flatMap(([path, text]) => {
    const client = /^\s*["']use client["']/m.test(text) && !isTest(path);
    const faults: Fault[] = [];
    if (client && /from ["'](next-intl|use-intl)/.test(text))
      faults.push({ at: path, say: "hand the texts over as props" });
    if (/NextIntlClientProvider/.test(text))
      faults.push({ at: path, say: "no client catalogue: hand the texts over as props" });
    return faults;
  });
}
