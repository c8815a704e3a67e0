// npm test · npm run lint · npm run test:unit · test:db · test:e2e · bench
import { run } from "./process/bootstrap.mjs";

await run("test/main.ts");
