import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ICONS } from "./icon";

it("draws every icon it names, and names every icon it draws", () => {
  const sprite = readFileSync(new URL("../icons.svg", import.meta.url), "utf8");
  const drawn = [...sprite.matchAll(/<symbol id="([a-z-]+)"/g)].map((match) => match[1]);
  expect([...drawn].sort()).toEqual([...ICONS].sort());
});
