import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// The native schema engine is a separate download that many networks forbid, and nothing here needs it:
// migrations are plain SQL with a runner of our own (docs/decisions/0001). This stand-in says so and fails.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("./prisma/no-schema-engine.sh", import.meta.url));

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "mysql://unused" },
});
