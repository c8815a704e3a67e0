import { describe, expect, it } from "vitest";
import { appearanceOf, chooseLocale } from "./locale";

describe("the language of a request", () => {
  it.each([
    ["the person's own choice wins", "en", "fr-FR", "en"],
    ["else the browser's first language that we speak", undefined, "de-DE,en;q=0.8,fr;q=0.5", "en"],
    ["in the order of its weights", undefined, "en;q=0.3,fr-CA;q=0.9", "fr"],
    ["a language refused by weight 0 is not taken", undefined, "en;q=0,de", "fr"],
    ["French when the browser says nothing", undefined, null, "fr"],
    ["French when it speaks neither", undefined, "de,it;q=0.5", "fr"],
    ["a forged cookie chooses nothing", "<script>", "en", "en"],
  ] as const)("%s", (_, cookie, header, expected) => {
    expect(chooseLocale(cookie, header)).toBe(expected);
  });
});

describe("the appearance", () => {
  it("is the device's own unless light or dark was chosen", () => {
    expect([undefined, "dark", "light", "pink"].map(appearanceOf)).toEqual(["auto", "dark", "light", "auto"]);
  });
});
