/** `tsx prisma/seed/main.ts`: loads the demonstration commune under the application's account. Exit 1 when the database is not empty. */
import { now } from "@/lib/server/clock";
import { connect } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { NotEmpty, seed } from "./seed";

const database = connect(env().DATABASE_URL);
const start = performance.now();
try {
  await seed(database, now());
  console.log(`Demonstration commune loaded in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
} catch (error) {
  if (!(error instanceof NotEmpty)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await database.$disconnect();
}
