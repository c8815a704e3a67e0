/** What a form of a rule is made of, for a component that knows nothing of rules. Pure. */
import type { Locale } from "@/lib/i18n/locale";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Prop } from "./rules-shape";

export type Choice = { value: string; label: string };
export type Base = { name: string; label: string; error?: string; hint?: string; isRequired?: boolean };
export type TextNode = Base & {
  kind: "text";
  value: string;
  input: "text" | "date" | "month" | "long";
  mode?: "numeric" | "decimal";
  isShort?: boolean;
};
export type FormNode =
  | TextNode
  | (Base & { kind: "hidden"; value: string })
  | (Base & { kind: "check"; isOn: boolean })
  | (Base & { kind: "select"; value: string; choices: readonly Choice[] })
  | (Base & { kind: "boxes"; chosen: readonly string[]; choices: readonly Choice[]; beside: readonly FormNode[] })
  | (Base & { kind: "group"; isFolded: boolean; isFilled: boolean; nodes: readonly FormNode[] })
  | (Base & { kind: "ways"; value: string; choices: readonly Choice[]; nodes: readonly FormNode[] })
  | (Base & { kind: "list"; count: FormNode; items: readonly { path: string; label: string; node: FormNode }[] })
  | (Base & { kind: "condition"; count: FormNode; ways: readonly WayNode[] });

export type FactNode = { path: string; label: string; nodes: readonly FormNode[] };
export type WayNode = { path: string; label: string; count: FormNode; facts: readonly FactNode[]; add: FormNode };

export type FormContext = {
  locale: Locale;
  /** The draft, for the names that a rule may use. */
  file: CommuneFile;
  /** The sentence of each fault, by the name of its field. */
  faults: ReadonlyMap<string, string>;
};

export type Place = { path: string; owner: string; key: string; label: string; prop?: Prop };

export type At = { place: Place; context: FormContext };

export function baseOf({ path, label, prop }: Place, { faults }: FormContext): Base {
  const error = faults.get(path);
  return { name: path, label, ...(error ? { error } : {}), ...(prop?.required ? { isRequired: true } : {}) };
}

export type NodeFault = { name: string; label: string; error: string };

/** The fields that carry a fault, in the order of the page, each once. */
export function nodeFaults(nodes: readonly FormNode[]): NodeFault[] {
  return nodes.flatMap((node) => {
    const own = node.error ? [{ name: node.name, label: node.label, error: node.error }] : [];
    const inner = own.length > 0 ? [] : nodeFaults(insideOf(node));
    return [...own, ...inner];
  });
}

function insideOf(node: FormNode): readonly FormNode[] {
  if (node.kind === "group" || node.kind === "ways") return node.nodes;
  if (node.kind === "list") return node.items.map((item) => item.node);
  if (node.kind === "condition") return node.ways.flatMap(({ facts }) => facts.flatMap((fact) => fact.nodes));
  return [];
}
