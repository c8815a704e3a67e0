// npm run portail -- <command>
import { run } from "./process/bootstrap.mjs";

await run("portail/main.ts");
