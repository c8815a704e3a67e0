/** A worker that only seals, for the test that kills it: the settings come from the environment, as the worker's do. */
import { connectSealer, runSealer } from "../../lib/evidence/seal/sealer";

const quiet = async () => undefined;
console.log("sealing");
await runSealer(connectSealer(), { stopped: quiet, resumed: quiet, daily: quiet }, new AbortController().signal);
