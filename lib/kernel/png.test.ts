import { expect, it } from "vitest";
import { pngSize } from "./png";

const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

it("reads the size of a picture", () => {
  expect(pngSize(dot)).toEqual({ width: 1, height: 1 });
});

it.each([
  ["an empty file", Buffer.alloc(0)],
  ["a page that calls itself a picture", Buffer.from("<svg onload=alert(1)>".padEnd(60))],
  ["a header cut short", dot.subarray(0, 20)],
  ["a size of zero", Buffer.concat([dot.subarray(0, 16), Buffer.alloc(4), dot.subarray(20)])],
  ["a size nobody needs", Buffer.concat([dot.subarray(0, 16), Buffer.from([0, 1, 0, 0]), dot.subarray(20)])],
])("refuses %s", (_name, bytes) => {
  expect(pngSize(bytes)).toBeNull();
});
