/**
 * XML as the bank and the treasury send it, read piece by piece: only the elements that are asked for become small trees, one at a time.
 * Hostile until read: no document type, so no entity but the five of XML; a bounded depth; prefixes are ignored, namespaces are not.
 */
import { SaxesParser } from "saxes";
import { decode } from "./rules";
import { Unreadable } from "./schema";

export type Node = {
  name: string;
  value: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: Node[];
};

export type Visitor = {
  /** The root element; throws `Unreadable` when it is not a file one may read. */
  root: (name: string, namespace: string) => void;
  /** Elements that become a tree, each given once it is whole. An element inside of one belongs to it. */
  wanted: readonly string[];
  visit: (node: Node) => void;
  /** Any element that ends, wanted or not. */
  end?: (name: string) => void;
};

const DEEPEST = 60;
const PIECE = 65_536;

export function walk(bytes: Uint8Array, visitor: Visitor): void {
  const text = textOf(bytes);
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on("doctype", () => {
    throw new Unreadable({ reason: "doctype", line: parser.line });
  });
  parser.on("error", () => {
    throw new Unreadable({ reason: "not-xml", line: parser.line });
  });
  listen(parser, visitor);
  for (let start = 0; start < text.length; start += PIECE) parser.write(text.slice(start, start + PIECE));
  parser.close();
}

function textOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ?? "utf-8";
  return decode(bytes, declared)
    .replace(/^\ufeff/, "")
    .trimEnd();
}

function listen(parser: SaxesParser<{ xmlns: true; position: true }>, visitor: Visitor): void {
  const wanted = new Set(visitor.wanted);
  const tree: Node[] = [];
  let depth = 0;
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (depth === 0) visitor.root(local, uri);
    depth += 1;
    if (depth > DEEPEST) throw new Unreadable({ reason: "not-xml", line: parser.line });
    if (tree.length === 0 && !wanted.has(local)) return;
    const values = Object.fromEntries(Object.values(attributes).map((one) => [one.local, one.value]));
    const node: Node = { name: local, value: values.V ?? "", attributes: values, text: "", children: [] };
    tree.at(-1)?.children.push(node);
    tree.push(node);
  });
  const write = (text: string) => {
    const node = tree.at(-1);
    if (node) node.text += text;
  };
  parser.on("text", write);
  parser.on("cdata", write);
  parser.on("closetag", ({ local }) => {
    depth -= 1;
    const node = tree.pop();
    if (node && tree.length === 0) visitor.visit(node);
    visitor.end?.(local);
  });
}

/** The first element at the end of a path of names. */
export function find(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, name) => at?.children.find((child) => child.name === name), node);
}

export function all(node: Node | undefined, name: string): Node[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Text of the element at the end of a path; empty when there is none. */
export function textAt(node: Node | undefined, ...path: readonly string[]): string {
  return find(node, ...path)?.text.trim() ?? "";
}

/** The attribute `V` of the element at the end of a path, where the treasury writes its values. */
export function valueAt(node: Node | undefined, ...path: readonly string[]): string {
  return find(node, ...path)?.value ?? "";
}
