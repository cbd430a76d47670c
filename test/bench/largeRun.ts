import { resourceUsage } from "node:process";
import { openEnginePool } from "#electron/host/engine/enginePool.ts";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import { runForecast } from "#shared/engine/schedule.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

/**
 * One forecast of 100,000 trials in a process of its own, so that its memory is its own. Prints {"seconds", "peakMB"}.
 */
const plan = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "engineering")!));
const pool = openEnginePool(2);
const start = performance.now();
const end = await runForecast({ pool, plan, seed: 1, trials: 100_000 });
if (end.status !== "done") throw new Error(`the forecast ended as ${end.status}`);
forecastOf(end.result, plan, { planName: plan.name, planHash: "", scenario: null, seed: 1, engine: ENGINE_VERSION });
process.stdout.write(
  `${JSON.stringify({ seconds: (performance.now() - start) / 1000, peakMB: resourceUsage().maxRSS / 1024 })}\n`,
);
await pool.close();
