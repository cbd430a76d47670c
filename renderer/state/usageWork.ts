import type { Reply } from "../../shared/host/client.ts";
import { describeHostFailure } from "../../shared/host/failure.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { epochDayOf } from "../../shared/units.ts";
import type { ModelDay } from "../../shared/usage/answers.ts";
import { moneyOf } from "../../shared/usage/closedMonths.ts";
import { planModelFor } from "../../shared/usage/planModels.ts";
import type { PackedRuns } from "../../shared/usage/usageRuns.ts";
import { SEED, USUAL_TRIALS } from "./forecastSlice.ts";
import type { Services } from "./services.ts";
import type { AppStore } from "./store.ts";
import type { Intake, UsagePart, UsageTable, UsageWork } from "./usageState.ts";

/** Progress of an import is asked for so often, milliseconds. */
const ASK_EVERY = 250;

/** The plan's model that an export's model stands for: as the reader says, else as names tell; null: none. */
export function modelOf(plan: Pick<Plan, "models">, usage: Pick<UsageTable, "summary">, names: Readonly<Record<string, string>>, exported: string): string | null {
  const said = names[exported];
  if (said !== undefined) return Object.hasOwn(plan.models, said) ? said : null;
  return planModelFor(plan, exported, usage.summary.models.find(({ model }) => model === exported)?.pricedAs ?? null);
}

/** The value of a reply; a refusal is thrown with its words. */
function valueOf<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(describeHostFailure(reply.failure));
  return reply.value;
}

/** Carries usage from the machine's table to the screen: looking, importing, fitting, and the other year of a re-forecast. */
export function attachUsage(store: AppStore, { host, clock, engine, analyst }: Pick<Services, "host" | "clock" | "engine" | "analyst">): UsageWork {
  const { putUsage: put, say } = store.getState();
  let stopOther: (() => void) | null = null;
  let stopAsking: (() => void) | null = null;
  /** Rises with every change of table or rules: what was asked of the table before it is not heard. */
  let generation = 0;
  /** Rises when the table or a name changes on the screen: what was fitted to others is not heard. */
  let naming = 0;

  const granted = <Value>(reply: Reply<Value>): Value | null => {
    if (reply.ok) return reply.value;
    say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
    return null;
  };

  const load = async (): Promise<void> => {
    const own = ++generation;
    const [summary, groups, settings, imports, days, modelDays] = await Promise.all([
      host.usageSummary(null), host.usageRunGroups(null), host.readUsageSettings(null), host.listUsageImports(null), host.usageDays({}), host.usageModelDays(null),
    ]);
    if (own !== generation) return;
    const parts = { summary: granted(summary), groups: granted(groups), settings: granted(settings), imports: granted(imports), days: granted(days), modelDays: granted(modelDays) };
    if (parts.summary === null || parts.groups === null || parts.settings === null || parts.imports === null || parts.days === null || parts.modelDays === null) return;
    const daysByModel: Record<string, ModelDay[]> = {};
    for (const day of parts.modelDays) (daysByModel[day.model] ??= []).push(day);
    naming++;
    put({ usage: { summary: parts.summary, groups: parts.groups, settings: parts.settings, imports: parts.imports, days: parts.days, daysByModel }, analyses: {}, pastForecasts: null });
    const pastForecasts = await analyst.lookBack(parts.days.map((day) => ({ day: epochDayOf(day.day), money: moneyOf(day) }))).catch(() => null);
    if (own === generation) put({ pastForecasts });
  };

  const look: UsageWork["look"] = async (offered) => {
    if (offered.length === 0) return;
    put({ intake: { status: "looking" } });
    const parts: UsagePart[] = [];
    for (const { file } of offered) {
      const looked = granted(await host.lookAtUsage({ file }));
      for (const { part, name, look: seen } of looked ?? []) {
        parts.push({ part, name, look: seen, format: seen.formats[0]?.format ?? null, columns: seen.columnMap, isLeftOut: seen.fault !== null });
      }
    }
    put({ intake: parts.length === 0 ? { status: "none" } : { status: "understood", parts } });
  };

  const follow = async (job: string): Promise<void> => {
    const progress = granted(await host.usageImportProgress({ job }));
    const { intake } = store.getState();
    if (intake.status !== "importing" || intake.job !== job) return;
    if (progress === null) {
      put({ intake: { status: "none" } });
      return;
    }
    if (progress.status === "reading" || progress.status === "adding") {
      put({ intake: { ...intake, progress } });
      stopAsking = clock.after(ASK_EVERY, () => void follow(job));
      return;
    }
    put({ intake: { status: "none" } });
    if (progress.status === "failed") say({ kind: "wrong", sentence: `The import failed: ${progress.reason ?? "for no reason that is known"}. Nothing was added.` });
    if (progress.status === "done") await load();
  };

  const leave = (intake: Intake): void => {
    stopAsking?.();
    put({ intake });
  };

  return {
    load,
    look,
    pick: async () => {
      const picked = granted(await host.pickUsage(null));
      if (picked !== null) await look(picked);
    },
    changePart: (part, change) => {
      const { intake } = store.getState();
      if (intake.status === "understood") put({ intake: { ...intake, parts: intake.parts.map((one) => (one.part === part ? { ...one, ...change } : one)) } });
    },
    start: async () => {
      const { intake } = store.getState();
      if (intake.status !== "understood") return;
      const parts = intake.parts.filter(({ isLeftOut }) => !isLeftOut).map(({ part, format, columns }) => ({ part, format, columns: format === null || format === "table" ? columns : null }));
      if (parts.length === 0) return;
      const started = granted(await host.startUsageImport({ parts }));
      if (started === null) return;
      put({ intake: { status: "importing", job: started.job, progress: null } });
      await follow(started.job);
    },
    cancel: async () => {
      const { intake } = store.getState();
      leave({ status: "none" });
      if (intake.status === "importing") granted(await host.cancelUsageImport({ job: intake.job }));
    },
    remove: async (id) => {
      granted(await host.removeUsageImport({ import: id }));
      await load();
    },
    saveSettings: async (settings) => {
      granted(await host.writeUsageSettings(settings));
      await load();
    },
    nameModel: (exported, model) => {
      naming++;
      put({ modelNames: { ...store.getState().modelNames, [exported]: model }, analyses: {} });
    },
    analyse: async (workload) => {
      const { plan, usage, modelNames, analyses } = store.getState();
      if (plan === null || usage === null || analyses[workload]?.status === "working") return;
      const own = naming;
      const tell = (analysis: (typeof analyses)[string]): void => {
        if (own === naming) put({ analyses: { ...store.getState().analyses, [workload]: analysis } });
      };
      tell({ status: "working" });
      try {
        const models = usage.groups.flatMap(({ workload: of, model }) => (of === workload && model !== null ? [model] : []));
        const runs: Record<string, PackedRuns[]> = {};
        for (const exported of models) {
          const model = modelOf(plan, usage, modelNames, exported);
          if (model === null) continue;
          const packed = await host.usageRuns({ workload, model: exported });
          (runs[model] ??= []).push(valueOf(packed));
        }
        const [days, users] = await Promise.all([host.usageDays({ workload }), host.usageUsers({ workload })]);
        const attempts = plan.workloads[workload]?.attempts ?? {};
        const limits = Object.fromEntries(Object.entries(attempts).flatMap(([id, { tokens }]) => (tokens.limit === undefined ? [] : [[id, tokens.limit]])));
        tell({ status: "ready", report: await analyst.reportOn({ runs, limits, stoppedAt: usage.settings.stoppedAt?.[workload] ?? null, days: valueOf(days), users: valueOf(users), calendar: plan.calendar }) });
      } catch (error) {
        tell({ status: "failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
    forecastOther: (key, plan) => {
      const { otherYear, version } = store.getState();
      if (otherYear.status !== "none" && otherYear.key === key) return;
      stopOther?.();
      put({ otherYear: { status: "working", key, before: otherYear.status === "ready" ? otherYear.answers : otherYear.status === "working" ? otherYear.before : null } });
      const isOwn = (): boolean => {
        const current = store.getState().otherYear;
        return current.status !== "none" && current.key === key;
      };
      stopOther = engine.run({ plan, version, scenario: null, seed: SEED, trials: USUAL_TRIALS }, (event) => {
        if (!isOwn()) return;
        if (event.type === "ready") put({ otherYear: { status: "ready", key, answers: event.answers } });
        if (event.type === "failed") put({ otherYear: { status: "failed", key, message: event.message } });
      });
    },
    splitActuals: async (key, plan) => {
      if (store.getState().split?.key === key) return;
      put({ split: { key, variance: null } });
      const variance = await analyst.splitActuals(plan).catch(() => null);
      if (store.getState().split?.key === key) put({ split: { key, variance } });
    },
    detach: () => {
      stopAsking?.();
      stopOther?.();
    },
  };
}
