/** Names: given once, and given before they are used; activities that lead back to themselves. Pure. */
import type { CommuneFile } from "@/lib/rulebook/schema";
import { error, type Fault, type FaultCode, nearest, warning } from "./rules-fault";
import type { Path } from "./rules-json";
import { walk } from "./rules-walk";

export function nameFaults(file: CommuneFile): Fault[] {
  return [...duplicateFaults(file), ...referenceFaults(file), ...cycleFaults(file)];
}

type Named = { name: string; path: Path };

function named(list: readonly { id?: string | undefined }[], path: Path): Named[] {
  return list.flatMap(({ id }, index) => (id === undefined ? [] : [{ name: id, path: [...path, index, "id"] }]));
}

function duplicateFaults(file: CommuneFile): Fault[] {
  const families: Named[][] = [
    named(file.sites, ["sites"]),
    [...named(file.activities, ["activities"]), ...named(file.groups, ["groups"])],
    named(file.facts, ["facts"]),
    named(file.scales, ["scales"]),
    named(file.prices, ["prices"]),
    named(file.adjustments, ["adjustments"]),
    named(file.aids, ["aids"]),
    ...file.scales.map(({ brackets }, index) => named(brackets, ["scales", index, "brackets"])),
    ...file.activities.map(({ slots }, index) => named(slots, ["activities", index, "slots"])),
    file.calendar.terms.map(({ name }, index) => ({ name, path: ["calendar", "terms", index, "name"] })),
  ];
  return families.flatMap((family) => {
    const first = new Map<string, Path>();
    return family.flatMap(({ name, path }) => {
      if (first.has(name)) return [error(path, "twice", { found: name })];
      first.set(name, path);
      return [];
    });
  });
}

type Kind = { known: ReadonlySet<string>; code: FaultCode };

function kindsOf(file: CommuneFile): Record<"activity" | "site" | "scale", Kind> {
  const activities = file.activities.flatMap(({ id, group }) => (group ? [id, group] : [id]));
  return {
    activity: { known: new Set([...activities, ...file.groups.map(({ id }) => id)]), code: "unknownActivity" },
    site: { known: new Set(file.sites.map(({ id }) => id)), code: "unknownSite" },
    scale: { known: new Set(file.scales.map(({ id }) => id)), code: "unknownScale" },
  };
}

function referenceFaults(file: CommuneFile): Fault[] {
  const kinds = kindsOf(file);
  const faults: Fault[] = [];
  const check = (kind: Kind, value: unknown, path: Path) => {
    if (typeof value !== "string" || kind.known.has(value)) return;
    const values = [...kind.known].join(", ") || "—";
    faults.push(error(path, kind.code, { found: value, values: nearest(value, kind.known) ?? values }));
  };
  const checkEach = (kind: Kind, value: unknown, path: Path) => {
    if (!Array.isArray(value)) return;
    for (const [index, one] of value.entries()) check(kind, one, [...path, index]);
  };
  walk(file, (key, value, path) => {
    if (key === "activities") checkEach(kinds.activity, value, path);
    if (key === "all" && path[0] === "combinations") checkEach(kinds.activity, value, path);
    if (key === "after" && path[0] === "activities") check(kinds.activity, value, path);
    if (key === "sites" && path[0] === "activities") checkEach(kinds.site, value, path);
    if (key === "scale") check(kinds.scale, value, path);
  });
  return [...faults, ...emptyGroups(file)];
}

function emptyGroups(file: CommuneFile): Fault[] {
  const ids = new Set(file.activities.map(({ id }) => id));
  return file.activities.flatMap(({ group }, index) =>
    group !== undefined && ids.has(group)
      ? [warning(["activities", index, "group"], "groupIsActivity", { found: group })]
      : [],
  );
}

/** An activity that asks to be booked after itself, or a group inside itself, perhaps through others. */
function cycleFaults(file: CommuneFile): Fault[] {
  const after = new Map(file.activities.map(({ id, after: before }) => [id, before === undefined ? [] : [before]]));
  const groups = new Map(file.groups.map(({ id, activities }) => [id, activities]));
  const place = (list: readonly { id: string }[], id: string) => list.findIndex((one) => one.id === id);
  return [
    ...cyclesIn(after).map((cycle) => cycleFault(cycle, (id) => ["activities", place(file.activities, id), "after"])),
    ...cyclesIn(groups).map((cycle) => cycleFault(cycle, (id) => ["groups", place(file.groups, id), "activities"])),
  ];
}

function cycleFault(cycle: readonly string[], pathOf: (id: string) => Path): Fault {
  const [first = ""] = cycle;
  return error(pathOf(first), "cycle", { trail: [...cycle, first].join(" → ") });
}

type Links = ReadonlyMap<string, readonly string[]>;

/** Follows links until a name comes again; every name is followed once. */
function cyclesIn(links: Links): string[][] {
  const left = withoutEnds(links);
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const start of left) {
    const trail: string[] = [];
    let name: string | undefined = start;
    while (name !== undefined && !seen.has(name)) {
      seen.add(name);
      trail.push(name);
      name = links.get(name)?.find((next) => left.has(next));
    }
    const again = name === undefined ? -1 : trail.indexOf(name);
    if (again >= 0) cycles.push(trail.slice(again));
  }
  return cycles;
}

/** The names that lead to a cycle: those that lead nowhere are taken away until none is left. */
function withoutEnds(links: Links): Set<string> {
  const left = new Set(links.keys());
  const counts = new Map([...links].map(([name, next]) => [name, next.filter((one) => left.has(one)).length]));
  const back = new Map<string, string[]>();
  for (const [name, next] of links) for (const one of next) back.set(one, [...(back.get(one) ?? []), name]);
  const ends = [...left].filter((name) => counts.get(name) === 0);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end);
    for (const name of back.get(end) ?? []) {
      const count = (counts.get(name) ?? 0) - 1;
      counts.set(name, count);
      if (count === 0) ends.push(name);
    }
  }
  return left;
}
