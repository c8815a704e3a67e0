/** What the buttons of a form do to its rows, and what comes of an answer that was changed. */
import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import type { Fields } from "./rules-answers";
import { read, write } from "./rules-fields";
import { formOf } from "./rules-form";
import { changed, changeOf } from "./rules-rows";
import { type Section, sectionOf, shapeOfSection } from "./rules-sections";

const shapeOf = (slug: string) => shapeOfSection(sectionOf(slug) as Section);
const deadline = {
  actions: ["book"],
  when: { grade: "maternelle", rank: ">=3" },
  windows: [
    { until: { kind: "days", days: 1, at: "10:00" } },
    { until: { kind: "weekday", weekday: "thu" }, verdict: "late" },
  ],
  otherwise: "refused",
};
const fields = write(shapeOf("delais"), deadline);
const pressed = (...said: string[]) =>
  said.reduce<Fields>((now, one) => {
    const change = changeOf(one);
    if (!change) throw new Error(one);
    return changed(now, change);
  }, fields);
const windows = (from: Fields) => (read(shapeOf("delais"), from) as { windows: unknown[] }).windows;

describe("a button of the form", () => {
  it("adds an empty row, which says nothing until it is answered", () => {
    const added = pressed("add v-windows");
    expect(added["v-windows-_count"]).toBe("3");
    expect(read(shapeOf("delais"), added)).toEqual(deadline);
  });

  it("takes a row away with all that is in it, and moves one", () => {
    expect(windows(pressed("remove v-windows-0"))).toEqual([deadline.windows[1]]);
    expect(windows(pressed("down v-windows-0"))).toEqual([...deadline.windows].reverse());
    expect(pressed("up v-windows-0")).toEqual(fields);
    expect(pressed("remove v-windows-7")).toEqual(fields);
  });

  it("adds a fact to a condition and takes one away", () => {
    const chosen = { ...fields, "v-when-0-_add": "resident" };
    const added = { ...changed(chosen, { verb: "fact", path: "v-when-0" }), "v-when-0-2-words": ["false"] };
    expect(read(shapeOf("delais"), added)).toMatchObject({ when: { ...deadline.when, resident: false } });
    expect(read(shapeOf("delais"), pressed("remove v-when-0-0"))).toMatchObject({ when: { rank: ">=3" } });
    expect(read(shapeOf("delais"), pressed("remove v-when-0-0", "remove v-when-0-0"))).not.toHaveProperty("when");
  });

  it.each(["", "add", "add w", "drop v-windows", "add v windows"])("%j is no button", (said) => {
    expect(changeOf(said)).toBeNull();
  });
});

describe("an answer that was changed", () => {
  const price = shapeOf("prix");
  const typed = (name: string, value: string) => read(price, { ...write(price, { price: 350 }), [name]: value });

  it.each([
    ["3,60", 360],
    ["4", 400],
    ["1 234,5", 123_450],
    ["beaucoup", "beaucoup"],
  ])("an amount typed %j", (text, expected) => expect(typed("v-price", text)).toEqual({ price: expected }));

  it.each([
    ["9 h", "09:00"],
    ["16h30", "16:30"],
    ["24:00", "24:00"],
    ["midi", "midi"],
  ])("an hour typed %j", (text, expected) => {
    expect(windows({ ...fields, "v-windows-0-until-at": text })[0]).toEqual({
      until: { kind: "days", days: 1, at: expected },
    });
  });

  it("another way to answer keeps what both ask, and drops the rest", () => {
    expect(windows({ ...fields, "v-windows-0-until-_way": "month_day" })[0]).toEqual({
      until: { kind: "month_day", at: "10:00" },
    });
  });

  it("a range is written by its two bounds", () => {
    const changedRank = { ...fields, "v-when-0-1-low": "2", "v-when-0-1-high": "4", "v-when-0-1-highIn": "" };
    expect(read(shapeOf("delais"), changedRank)).toMatchObject({ when: { rank: "[2,4)" } });
    const one = { ...fields, "v-when-0-1-low": "2", "v-when-0-1-high": "2", "v-when-0-1-highIn": "yes" };
    expect(read(shapeOf("delais"), one)).toMatchObject({ when: { rank: 2 } });
  });

  it("a condition is turned round", () => {
    expect(read(shapeOf("delais"), { ...fields, "v-when-0-0-not": "yes" })).toMatchObject({
      when: { grade: { not: "maternelle" } },
    });
  });
});

describe("a form that is begun", () => {
  const file = communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "x", name: "X" },
    calendar: { zone: "A", schoolYears: ["2026-2027"] },
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
    scales: [{ id: "qf", brackets: [{ label: "A", in: "[0,400)" }, { in: "[400,inf)" }], none: "highest" }],
  });
  const drawn = (of: Fields) =>
    formOf(shapeOf("prix"), of, { locale: "fr", file, faults: new Map(), key: "prices" }).find(
      ({ name }) => name === "v-price-_way",
    );

  it("asks for a fixed price first", () => {
    expect(drawn({})).toMatchObject({ value: "euros", nodes: [{ kind: "text", name: "v-price" }] });
  });

  it("has one amount for each bracket of the scale, named after it", () => {
    const price = drawn({ "v-price-_way": "scale" });
    const amounts = price?.kind === "ways" ? price.nodes.find(({ kind }) => kind === "list") : undefined;
    expect(amounts).toMatchObject({ items: [{ label: "A" }, { label: "400 ou plus" }] });
  });
});
