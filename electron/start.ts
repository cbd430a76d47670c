import { mkdirSync } from "node:fs";
import { basename, extname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "./cli/process.ts";

/**
 * `npm start [-- PLAN]`: the main job in one step. Forecasts the plan, or the engineering template, prints the answer and lays the
 * budget plan as PDF into `out/`.
 */
const words = process.argv.slice(2);
const isPlan = words[0] !== undefined && !words[0].startsWith("-");
const planPath = isPlan ? words[0]! : relative(".", fileURLToPath(new URL("../shared/plan/templates/engineering.json", import.meta.url)));
const pdf = resolve("out", `${basename(planPath, extname(planPath))}.pdf`);

try {
  mkdirSync("out", { recursive: true });
} catch {
  // The report says in words why its place cannot be written.
}
await runProcess(["report", planPath, "--pdf", pdf, ...words.slice(isPlan ? 1 : 0)]);
