/** `npm run bench`: measures, never judges. It starts what it needs by itself. */

import { show } from "../process/capture";
import { generateClient } from "../process/generate";

export async function bench(args: readonly string[]): Promise<number> {
  await generateClient();
  return show(["--import", "tsx", "scripts/bench/main.ts", ...args]);
}
