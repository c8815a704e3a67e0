import { expect, it } from "vitest";
import { qrPath } from "./qr";

it("draws the three corners that a reader looks for, inside a quiet zone", () => {
  const { side, path } = qrPath("7K4Q93MDABCDEFGH");
  expect((side - 8 - 17) % 4).toBe(0);
  for (const corner of [`M4 4h1`, `M${side - 5} 4h1`, `M4 ${side - 5}h1`]) expect(path).toContain(corner);
  expect(path).not.toMatch(/M[0-3] |M\d+ [0-3]h/);
  expect(qrPath("7K4Q93MDABCDEFGJ").path).not.toBe(path);
});
