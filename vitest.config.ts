import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const shared = { alias: { "@": root.replace(/\/$/, "") } };
const code = ["app", "components", "lib", "prisma", "scripts"].map((folder) => `${folder}/**/*.test.{ts,tsx}`);

/**
 * Three kinds: unit (no clock, no mock, no database), db (a private MariaDB, one schema per worker), house (the laws).
 * Limits of time leave room for a busy machine: speed is measured by `npm run bench`, never judged here.
 */
export default defineConfig({
  resolve: shared,
  test: {
    projects: [
      {
        resolve: shared,
        test: { name: "unit", include: code, exclude: ["**/*.db.test.ts", "scripts/house/**"], testTimeout: 30_000 },
      },
      {
        resolve: shared,
        test: {
          name: "db",
          include: ["{app,lib,prisma,scripts}/**/*.db.test.ts"],
          globalSetup: ["./prisma/testing/server.ts"],
          setupFiles: ["./prisma/testing/schema.ts"],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
      { resolve: shared, test: { name: "house", include: ["scripts/house/**/*.test.ts"], testTimeout: 180_000 } },
    ],
  },
});
