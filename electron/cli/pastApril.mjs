#!/usr/bin/env node
// Starts the command line of a checkout from any folder: `past-april` after `npm link`, or `npx past-april`. It runs on
// the Node that the packages bring, because the one it is started with may be too old to run TypeScript.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const pathOf = (address) => fileURLToPath(new URL(address, import.meta.url));

/** As `EXIT.machineFailed` of the command line. */
const MACHINE_FAILED = 3;
const node = ["node", "node.exe"].map((name) => pathOf(`../../node_modules/node/bin/${name}`)).find(existsSync);
if (node === undefined) {
  process.stderr.write(`Past April is not installed: run "npm install" in ${pathOf("../..")}\n`);
  process.exit(MACHINE_FAILED);
}

const child = spawn(node, [pathOf("start.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
// A terminal sends Ctrl-C to both; the command line ends by itself, and its second Ctrl-C means something else.
const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
process.on("SIGINT", () => hasTerminal || child.kill("SIGINT"));
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  process.stderr.write(`Past April could not be started: ${error.message}\n`);
  process.exitCode = MACHINE_FAILED;
});
child.on("close", (code, signal) => {
  if (signal === null) process.exitCode = code ?? MACHINE_FAILED;
  else {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
});
