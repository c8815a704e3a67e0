/** Starts the double: PAYFIP_DOUBLE_PORT (0 for a free one), PAYFIP_DOUBLE_STATE (a file, optional). One line when it listens. */
import { startDouble } from "./server";

const port = Number(process.env.PAYFIP_DOUBLE_PORT ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error("PAYFIP_DOUBLE_PORT must be a port number, or 0 for a free one.");
  process.exit(2);
}

startDouble({ port, stateFile: process.env.PAYFIP_DOUBLE_STATE }).then(
  (double) => {
    console.log(`PayFiP double listening on ${double.url}`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void double.close().then(() => process.exit(0)));
    }
  },
  (error: unknown) => {
    console.error(`The PayFiP double could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
