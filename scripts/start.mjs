// npm start · npm run dev (--dev) · npm run build (--build)
import { run } from "./process/bootstrap.mjs";

await run("start/main.ts");
