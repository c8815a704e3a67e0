// First step of every terminal command, in plain JavaScript because node_modules may not exist yet: a Node new enough, the
// locked dependencies, then TypeScript in the same process (one process to stop, and none left behind by a kill).
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const OLDEST_NODE = [20, 19];

/** Runs `main(arguments)` of a TypeScript module of scripts/, from the root of the repository. */
export async function run(module) {
  process.chdir(root);
  refuseOldNode();
  installDependencies();
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import(pathToFileURL(join(root, "scripts", module)).href);
  await main(process.argv.slice(2));
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `Node ${OLDEST_NODE.join(".")} or later is needed; this is ${process.versions.node}. Install it from nodejs.org.`,
  );
  process.exit(1);
}

function installDependencies() {
  const lock = readFileSync("package-lock.json");
  const stamp = "node_modules/.portail-lock";
  const hash = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  if (!isInstalled(JSON.parse(lock.toString()))) {
    console.error("Dependencies: npm ci");
    const began = performance.now();
    const { status } = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
      stdio: ["ignore", 2, 2], // standard output belongs to the command
      shell: process.platform === "win32",
    });
    if (status !== 0) {
      console.error("npm ci failed: see its message above. Is the npm registry within reach?");
      process.exit(1);
    }
    console.error(`Dependencies installed in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  writeFileSync(stamp, hash);
}

/** Whether what npm says it installed is what the lock asks for; other platforms' packages are allowed to be absent. */
function isInstalled(lock) {
  try {
    const { packages } = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8"));
    return Object.entries(lock.packages).every(
      ([path, entry]) =>
        path === "" || packages[path]?.version === entry.version || (entry.optional && !packages[path]),
    );
  } catch {
    return false; // never installed, or interrupted
  }
}
