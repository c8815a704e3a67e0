import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isAlive } from "../private-database/abandoned";
import { keepRunning, startChild } from "./child";

const env = process.env;
const script = (code: string) => ["--eval", code];

describe("a child process", () => {
  it("tells its lines under its name, and its first one apart", async () => {
    const lines: string[] = [];
    const args = script("console.log('listening'); console.error('careful')");
    const child = startChild({ name: "double", args, env, tell: (line) => lines.push(line) });
    expect(await child.firstLine).toBe("listening");
    expect(await child.ended).toBe(0);
    expect(lines.sort()).toEqual(["[double] careful", "[double] listening"]);
  });

  it("that ends without a word has no first line", async () => {
    const child = startChild({ name: "double", args: script("process.exit(3)"), env, tell: () => undefined });
    expect(await child.firstLine).toBeNull();
    expect(await child.ended).toBe(3);
  });

  it("is asked to stop, with all it started", async () => {
    const code =
      "const { spawn } = require('node:child_process'); const c = spawn('sleep', ['60']); console.log(c.pid)";
    const child = startChild({ name: "web", args: script(code), env, tell: () => undefined });
    const grandchild = Number(await child.firstLine);
    await child.stop();
    await pause(100);
    expect(isAlive(grandchild)).toBe(false);
  });

  it("ends when its parent is killed", async () => {
    const code = `
      const { spawn } = require('node:child_process');
      const leash = ${JSON.stringify(new URL("./leash.mjs", import.meta.url).href)};
      const child = spawn(process.execPath, ['--import', leash, '--eval', 'setInterval(() => {}, 1000)'],
        { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, PORTAIL_LEASH: process.pid } });
      console.log(child.pid); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500)`;
    const parent = startChild({ name: "start", args: script(code), env, tell: () => undefined });
    const child = Number(await parent.firstLine);
    expect(isAlive(child)).toBe(true);
    expect(await parent.ended).toBeNull();
    for (let tries = 0; tries < 40 && isAlive(child); tries += 1) await pause(50);
    expect(isAlive(child)).toBe(false);
  });

  it("is started again when it ends by itself, and not when it was stopped", async () => {
    let starts = 0;
    const begin = () => {
      starts += 1;
      const args = script(starts === 1 ? "process.exit(1)" : "console.log('up'); setInterval(() => {}, 1000)");
      return startChild({ name: "worker", args, env, tell: () => undefined });
    };
    const lines: string[] = [];
    const child = keepRunning(begin, (line) => lines.push(line));
    while (starts < 2) await pause(20);
    await pause(200);
    await child.stop();
    await child.ended;
    expect(starts).toBe(2);
    expect(lines).toEqual(["ended (1): starting it again"]);
  });
});
