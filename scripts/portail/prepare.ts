/**
 * Settings and database for one command: those of the running portal when there is one, else the private database for the
 * time of the command, migrated as `npm start` would.
 */
import { migrate } from "../../prisma/migrate";
import { generateClient } from "../process/generate";
import { giveRights, openDatabase, ownerOf } from "../start/database";
import { environmentOf, makePlan, toolEnvironment } from "../start/plan";
import { recallRunning } from "../start/running";
import type { Io } from "./io";

/** Returns what to call at the end. */
export async function prepare(needs: "database" | "owner", io: Io): Promise<() => Promise<void>> {
  await generateClient();
  const plan = await makePlan({ ...recallRunning(process.env), ...process.env });
  const { env, stop } = await openDatabase(plan, io.note);
  try {
    if (plan.passwords && needs === "database") {
      await migrate(ownerOf(env));
      await giveRights(env);
    }
    const environment = needs === "owner" ? toolEnvironment(plan, env) : environmentOf(plan, env);
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
