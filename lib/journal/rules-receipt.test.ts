import { expect, it } from "vitest";
import type { Line, Names } from "./rules-facts";
import { partsFor } from "./rules-receipt";

const names: Names = {
  children: new Map(),
  activities: new Map(),
  sites: new Map(),
  invoices: new Map(),
  hidesAddress: false,
};
const line = (change: Partial<Line>): Line => ({
  ...{
    id: "e",
    moment: "2026-11-23T08:47",
    type: "household.contact-changed",
    role: "parent",
    own: false,
    sealed: true,
  },
  ...{ subject: { kind: "household", id: "h" }, object: { kind: "household", id: "h" }, body: {} },
  ...change,
});
const forbidden = { after: [{ kind: "forbidden", name: "X" }] };
const address = { before: { line: "4 rue du Lavoir" }, after: { line: "5 rue du Lavoir" } };

it.each([
  ["one's own act, without where it was done from", line({ own: true }), names, ["body"]],
  ["one's own act that was erased", line({ own: true, body: null }), names, []],
  [
    "a look in the place of a colleague",
    line({ type: "family.consulted", role: "agent", body: { via: "deputy", deputyOf: "account" } }),
    names,
    [],
  ],
  ["what the office did", line({ role: "agent" }), names, ["body"]],
  ["what was erased", line({ role: "agent", body: null }), names, []],
  ["what the other parent wrote about a child", line({ subject: { kind: "child", id: "c" } }), names, []],
  ["a list with a person whom a decision keeps away", line({ role: "agent", body: forbidden }), names, []],
  ["an address that is protected", line({ role: "agent", body: address }), { ...names, hidesAddress: true }, []],
  ["an address that is not", line({ role: "agent", body: address }), names, ["body"]],
])("a receipt of %s", (_, told, known, parts) => expect(partsFor(told, known)).toEqual(parts));
