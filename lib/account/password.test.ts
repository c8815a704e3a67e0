import { describe, expect, it } from "vitest";
import { hashPassword, NOBODY, passwordMatches } from "./password";
import { isGuessable } from "./password-strength";

describe("keeping a password", () => {
  it("costs what OWASP asks, and as much for nobody's", async () => {
    const stored = await hashPassword("quatre chevaux verts");
    const cost = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
    expect(stored).toMatch(cost);
    expect(NOBODY).toMatch(cost);
    expect(NOBODY.length).toBe(stored.length);
  });

  it("opens with the same text only, however its accents were typed", async () => {
    const stored = await hashPassword("été à la rivière");
    expect(await passwordMatches(stored, "été à la rivière".normalize("NFD"))).toBe(true);
    expect(await passwordMatches(stored, "Eté à la rivière")).toBe(false);
    expect(await passwordMatches(null, "été à la rivière")).toBe(false);
  });
});

describe("guessing a password", () => {
  const about = ["camille.durand@example.org", "Camille", "Durand", "Valmontel"];

  it.each([
    "motdepasse123",
    "azertyuiop12",
    "valmontel2026",
    "camilledurand",
    "durand-camille",
    "aaaaaaaaaaaaaaaa",
    "cantine-garderie",
    "123456789012",
    "cartable-bleu-2026",
    "Cartable-Bleu-2026",
  ])("%s is tried early", async (password) => expect(await isGuessable(password, about)).toBe(true));

  it.each(["quatre-chevaux-verts-dansent", "vU7pLq2xRt9w", "le hibou mange 3 crayons"])("%s is not", async (password) =>
    expect(await isGuessable(password, about)).toBe(false),
  );
});
