import { pathToFileURL } from "node:url";
import type * as templateFiles from "#shared/plan/templates/templates.ts";
import type * as defaults from "#shared/plan/defaults.ts";
import type * as engine from "#shared/engine/simulate.ts";
import type * as answers from "#shared/forecast/answers/answers.ts";
import { withContracts } from "#test/bench/contractPlan.ts";

/**
 * Measures the key figures of the checkout in the folder that is named, in this process, and prints them as JSON:
 * milliseconds of processor time by name. Modules are loaded from that folder by paths that both revisions have.
 */
const root = pathToFileURL(`${process.argv[2]}/`);

async function load<Module>(path: string): Promise<Module> {
  return (await import(new URL(path, root).href)) as Module;
}

const { planOfTemplate, templates } = await load<typeof templateFiles>("shared/plan/templates/templates.ts");
const { resolvePlan } = await load<typeof defaults>("shared/plan/defaults.ts");
const { simulateTrials } = await load<typeof engine>("shared/engine/simulate.ts");
const { forecastOf } = await load<typeof answers>("shared/forecast/answers/answers.ts");

const SEED = 1;
/** None with closed months: how many draws are looked at for a year hangs on the draws themselves. */
const MEASURED = ["engineering", "support", "research"];

function processorOf(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const figures: Record<string, number> = {};
const templatePlan = (id: string): ReturnType<typeof planOfTemplate> =>
  planOfTemplate(templates.find((template) => template.id === id)!);
for (const id of MEASURED) {
  const plan = resolvePlan(templatePlan(id));
  if (id === "engineering")
    figures["first 500 simulated years of a new process"] = processorOf(() => simulateTrials(plan, SEED, 0, 500));
  const samples = simulateTrials(plan, SEED, 0, 2_000);
  figures[`2,000 simulated years, ${id}, warm`] = processorOf(() => simulateTrials(plan, SEED, 2_000, 4_000));
  if (id !== "engineering") continue;
  const about = { planName: plan.name, planHash: "", scenario: null, seed: SEED, engine: "" };
  const answerTimes = (times: number): void => {
    for (let i = 0; i < times; i++) forecastOf(samples, plan, about);
  };
  answerTimes(50);
  figures["answers of 2,000 simulated years, 100 times"] = processorOf(() => answerTimes(100));
}
const contracts = resolvePlan(withContracts(templatePlan("engineering"), "block"));
simulateTrials(contracts, SEED, 0, 1_000);
figures["2,000 simulated years, engineering with contracts, warm"] = processorOf(() =>
  simulateTrials(contracts, SEED, 2_000, 4_000),
);
process.stdout.write(JSON.stringify(figures));
