import { describe, expect, it } from "vitest";
import { completed, type Lock, lockFaults } from "./lock";

const lock: Lock = {
  packages: {
    "": {},
    "node_modules/a": {
      version: "1.0.0",
      dev: true,
      optionalDependencies: { "a-linux-x64-musl": "1.0.0", "a-darwin-arm64": "1.0.0", "a-any": "^2.0.0" },
    },
    "node_modules/a-linux-x64-musl": { version: "1.0.0", optional: true },
  },
};

describe("the lock", () => {
  it("lacks the packages of other platforms that the registry left out", () => {
    expect(lockFaults(lock)).toEqual(["node_modules/a-darwin-arm64: missing, an optional dependency names it"]);
  });

  it("is completed with their platform, as npm writes it", () => {
    const full = completed(lock);
    expect(lockFaults(full)).toEqual([]);
    expect(full.packages["node_modules/a-darwin-arm64"]).toEqual({
      version: "1.0.0",
      dev: true,
      optional: true,
      os: ["darwin"],
      cpu: ["arm64"],
    });
    expect(Object.keys(full.packages)).toEqual([...Object.keys(full.packages)].sort());
  });

  it("names no registry", () => {
    const packages = { "node_modules/b": { version: "1.0.0", resolved: "https://packages.example.org/b.tgz" } };
    expect(lockFaults({ packages })).toEqual(['node_modules/b: has a "resolved" address']);
  });
});
