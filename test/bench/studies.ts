import { availableParallelism } from "node:os";
import { openEnginePool } from "#electron/host/engine/enginePool.ts";
import { createStudyRunner } from "#renderer/engine/studyRunner.ts";
import { runForecast } from "#shared/engine/schedule.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { comparisonDocument } from "#shared/forecast/comparison/comparisonDocument.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { addScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { type QuestionOf, type StudyName, studies } from "#shared/studies/studies.ts";
import { routeLab } from "#shared/studies/routeLab/routeLab.ts";
import type { Study } from "#shared/studies/study.ts";
import { line } from "./screen.ts";

/**
 * What decisions cost: a comparison and the studies, on the engineering template, over the workers that the screen has.
 * Prints; asserts nothing.
 */
export async function benchStudies(): Promise<void> {
  const template = planOfTemplate(templates[0]!);
  const plan = addScenario(template, {
    name: "Sixth",
    change: { workloads: { coding: { tokensMultiplier: 6 } } },
  }).plan;
  const pool = openEnginePool(Math.min(2, availableParallelism()));
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const forecast = async (id: string | null) => {
    const resolved = resolveScenario(plan, id);
    const end = await runForecast({ pool, plan: resolved, seed: 1, trials: 10_000 });
    if (end.status !== "done") throw new Error(`the forecast ended as ${end.status}`);
    return {
      name: id ?? "base",
      units: Object.fromEntries(resolved.workloads.map(({ id: workload, outcome }) => [workload, outcome.unit])),
      forecast: forecastOf(end.result, resolved, {
        planName: plan.name,
        planHash: "",
        scenario: id,
        seed: 1,
        engine: "bench",
      }),
      trials: trialFiguresOf(end.result, resolved, 1),
    };
  };
  await forecast(null);
  const one = await seconds(() => forecast(null));
  const six = await seconds(async () => {
    const policies = [];
    for (const id of [null, ...scenarioIds(plan)].slice(0, 6)) policies.push(await forecast(id));
    return comparisonDocument(policies);
  });
  line(
    "six scenarios compared, 10,000 futures",
    `${six.toFixed(1)} s`,
    `${(six / one).toFixed(1)} forecasts; to reach: 6`,
  );

  let forecasts = 0;
  // Counts what a study asks for; how long it takes is the workers' own.
  const counted = Object.fromEntries(
    Object.entries(studies).map(([name, study]): [string, Study<never, unknown>] => [
      name,
      (question, world) =>
        (study as Study<never, unknown>)(question, {
          ...world,
          simulate: (asked, trials) => (forecasts++, world.simulate(asked, trials)),
        }),
    ]),
  );
  const time = async <Name extends StudyName>(
    name: Name,
    what: string,
    question: QuestionOf<Name>,
    target = "",
  ): Promise<void> => {
    forecasts = 0;
    const runner = createStudyRunner(pool, counted);
    const took = await seconds(() =>
      runner.run(
        name,
        question,
        (event) => {
          if (event.type === "failed") throw new Error(event.message);
        },
        new AbortController().signal,
      ),
    );
    line(what, `${took.toFixed(1)} s`, `${forecasts} forecasts${target}`);
  };
  await time(
    "bestSize",
    "best cap on one attempt within a risk",
    { plan, scenario: null, workload: "coding", thing: "attempt cap", risk: 1 },
    "; to reach: 40",
  );
  await time(
    "bestSize",
    "best monthly cap within a risk",
    { plan, scenario: null, workload: "coding", thing: "month cap", risk: 1 },
    "; to reach: 40",
  );
  await time("drivers", "drivers: tornado and shares of variance", { plan, scenario: null });
  await time("trial", "one trial, the first of a plan", { plan, scenario: null, rank: 0.8 });
  await time("bridge", "bridge of six changes", { plan, scenario: "cap-each-month" });
  await time("reverseStress", "reverse stress test", { plan, scenario: null, month: 3 });
  await time("caps", "lab of month caps", { plan, scenario: null, workload: "coding", cap: "month" });
  const lab = (catches: number): unknown =>
    routeLab({ plan, scenario: null, workload: "coding", verifier: { catches, falseAlarms: 0.05 }, accuracy: 0.7 }, 1);
  lab(0.9);
  const moves = Array.from({ length: 9 }, (_, i) => {
    const start = performance.now();
    lab(0.5 + i / 20);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  line("routing lab, one move of a slider", `${moves[4]!.toFixed(0)} ms`, "to reach: 300 ms to the chart");
  await pool.close();
}
