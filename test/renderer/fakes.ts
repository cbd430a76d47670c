import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { recordContracts } from "#shared/engine/contractRecord.ts";
import { replayTrial, simulateTrials } from "#shared/engine/simulate.ts";
import { type Host, grant } from "#shared/host/client.ts";
import { hostContract } from "#shared/host/contract.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import { studies } from "#shared/studies/studies.ts";
import type { Study } from "#shared/studies/study.ts";
import type { Answers, ForecastEngine, ForecastEvent, ForecastRequest } from "#renderer/state/answers.ts";
import { attachLiveForecast } from "#renderer/state/liveForecast.ts";
import { attachPlanFiles } from "#renderer/state/planFiles/attachPlanFiles.ts";
import type { Clock, Services } from "#renderer/state/services.ts";
import { createAppStore } from "#renderer/state/store.ts";
import type { StudyDesk, StudyEvent } from "#renderer/state/studies.ts";
import { analystOver, answerUsage } from "#renderer/engine/answerUsage.ts";
import type { UsageAnalyst } from "#renderer/state/usageState.ts";
import { attachUsage } from "#renderer/state/usage/attachUsage.ts";
import type { App } from "#renderer/state/useApp.tsx";

/** A small plan: one workload of one model, sound and quick. */
export function aPlan(change: Partial<Plan> = {}): Plan {
  return {
    schema: "past-april.plan/1",
    name: "Small plan",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 12 },
    budget: { amount: 30_000 },
    models: { sonnet: { price: { input: 3, output: 15 } } },
    workloads: {
      coding: {
        name: "Agentic coding",
        owner: "VP Engineering",
        status: "production",
        demand: { users: 20, adoption: [{ month: 0, share: 0.5 }], tasksPerUserPerDay: { p10: 2, p90: 5 } },
        attempts: {
          sonnet: {
            tokens: { family: "lognormal", median: 500_000, sigma: 0.8 },
            mix: { input: 0.9, output: 0.1 },
            success: 0.7,
          },
        },
        route: { steps: ["sonnet"] },
        outcome: { unit: "merged pull request", value: 80, reviewCost: 6 },
      },
    },
    scenarios: { fewer: { name: "Fewer users", change: { workloads: { coding: { demand: { users: 10 } } } } } },
    ...change,
  };
}

/** The same with a second, cheaper model that its workload can use: a route can change. */
export function aPlanOfTwoModels(): Plan {
  const plan = aPlan();
  const coding = plan.workloads["coding"]!;
  return {
    ...plan,
    models: { ...plan.models, haiku: { name: "Haiku", price: { input: 1, output: 5 } } },
    workloads: {
      coding: { ...coding, attempts: { ...coding.attempts, haiku: { ...coding.attempts["sonnet"]!, success: 0.5 } } },
    },
  };
}

/** Real answers of few trials, computed here and now. */
export function answersOf({ plan, version, scenario, seed }: ForecastRequest, trials: number): Answers {
  const resolved = resolvePlan(scenario === null ? plan : applyScenario(plan, scenario));
  const samples = simulateTrials(resolved, seed, 0, trials);
  const compiled = compilePlan(resolved, seed, 0);
  return {
    version,
    scenario,
    facts: resolved,
    forecast: forecastOf(samples, resolved, {
      planName: plan.name,
      planHash: "0".repeat(64),
      scenario,
      seed,
      engine: "test",
    }),
    outlook: outlookOf(samples, resolved, (trial) => replayTrial(compiled, trial)),
    trials: trialFiguresOf(samples, resolved, seed),
  };
}

/** A run that the test answers by hand. */
export interface AskedRun {
  readonly request: ForecastRequest;
  readonly tell: (event: ForecastEvent) => void;
  isCancelled: boolean;
}

/** An engine that does nothing until the test says so. */
export function heldEngine(): { readonly engine: ForecastEngine; readonly runs: AskedRun[] } {
  const runs: AskedRun[] = [];
  return {
    runs,
    engine: {
      run: (request, tell) => {
        const run: AskedRun = { request, tell, isCancelled: false };
        runs.push(run);
        return () => {
          run.isCancelled = true;
        };
      },
    },
  };
}

/** An engine that answers in the same turn with real answers of 50 trials. */
export const promptEngine: ForecastEngine = {
  run: (request, tell) => {
    tell({ type: "ready", answers: answersOf(request, 50) });
    return () => undefined;
  },
};

/** An analyst that answers in the same turn. */
export const promptAnalyst: UsageAnalyst = analystOver((question) => Promise.resolve(answerUsage(question)));

/** A desk that answers each study of the table with trials simulated here and now, few of them. */
export const promptStudies: StudyDesk = studiesOf(studies, 200);

/** Studies of a table, simulated on this thread with no more than so many trials a forecast. */
export function studiesOf(table: Readonly<Record<string, Study<never, unknown>>>, mostTrials: number): StudyDesk {
  return {
    ask: (name: string, question: unknown, listen: (event: StudyEvent<never>) => void) => {
      let isStopped = false;
      const tell = (event: StudyEvent): void => {
        if (!isStopped) listen(event as StudyEvent<never>);
      };
      const study = table[name] as Study<unknown, unknown>;
      study(question, {
        seed: 1,
        reportProgress: (done, of) => tell({ type: "progress", done, of }),
        simulate: (plan, trials) => Promise.resolve(simulateTrials(plan, 1, 0, Math.min(trials, mostTrials))),
        recordContracts: (plan, trials) => Promise.resolve(recordContracts(plan, 1, trials)),
      }).then(
        (answer) => tell({ type: "answer", answer }),
        (error: unknown) => tell({ type: "failed", message: String(error) }),
      );
      return () => {
        isStopped = true;
      };
    },
  };
}

/** A clock that stands still until it is moved. */
export function stillClock(): Clock & { readonly pass: (milliseconds: number) => void } {
  let time = 0;
  let waiting: { readonly at: number; readonly call: () => void }[] = [];
  return {
    now: () => time,
    after: (milliseconds, call) => {
      const timer = { at: time + milliseconds, call };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    pass: (milliseconds) => {
      time += milliseconds;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { call } of due) call();
    },
  };
}

/** A machine that has nothing and refuses what the test does not give; it notes what it was asked. */
export function emptyHost(answers: Partial<Host> = {}): {
  readonly host: Host;
  readonly asked: { readonly operation: string; readonly input: unknown }[];
} {
  const asked: { readonly operation: string; readonly input: unknown }[] = [];
  const nothing: Partial<Host> = {
    hostInfo: () =>
      Promise.resolve(grant({ shell: "browser", version: "0.1.0", platform: "linux", startup: null, recent: [] })),
    listRecoveries: () => Promise.resolve(grant([])),
    keepRecovery: () => Promise.resolve(grant(null)),
    discardRecovery: () => Promise.resolve(grant(null)),
    windowState: () => Promise.resolve(grant(null)),
    readSettings: () => Promise.resolve(grant({})),
    writeSettings: () => Promise.resolve(grant(null)),
    licences: () => Promise.resolve(grant([])),
  };
  const refuseAll = Object.fromEntries(
    Object.keys(hostContract).map((operation) => [
      operation,
      () => Promise.resolve({ ok: false, failure: { code: "not-here", operation } }),
    ]),
  );
  const all = { ...refuseAll, ...nothing, ...answers } as Record<string, (input: unknown) => Promise<unknown>>;
  const noted = Object.fromEntries(
    Object.entries(all).map(([operation, act]) => [
      operation,
      (input: unknown) => {
        asked.push({ operation, input });
        return act(input);
      },
    ]),
  );
  return { host: noted as unknown as Host, asked };
}

/** A window without a screen. */
export function anApp(services: Partial<Services> = {}): App {
  const whole: Services = {
    engine: promptEngine,
    studies: promptStudies,
    analyst: promptAnalyst,
    host: emptyHost().host,
    clock: stillClock(),
    page: "page-1",
    onFront: () => () => undefined,
    ...services,
  };
  const store = createAppStore(whole.clock);
  return {
    store,
    services: whole,
    forecasts: attachLiveForecast(store, whole),
    files: attachPlanFiles(store, whole),
    usage: attachUsage(store, whole),
    shell: {
      openWindow: () => undefined,
      onEvent: () => () => undefined,
      openDropped: () => Promise.resolve(grant(null)),
      offerDropped: () => Promise.resolve(grant([])),
    },
  };
}
