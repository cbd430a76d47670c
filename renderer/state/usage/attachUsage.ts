import type { Reply } from "#shared/host/client.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import type { ModelDay } from "#shared/usage/answers/answers.ts";
import { moneyOf } from "#shared/usage/plan/closedMonths.ts";
import { planModelFor } from "#shared/usage/plan/planModels.ts";
import type { PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import { SEED, USUAL_TRIALS } from "./forecastSlice.ts";
import type { Services } from "./services.ts";
import type { AppStore } from "./store.ts";
import type { Intake, UsagePart, UsageTable, UsageWork } from "./usageState.ts";

/** Progress of an import is asked for so often, milliseconds. */
const ASK_EVERY = 250;

/** The plan's model that an export's model stands for: as the reader says, else as names tell; null: none. */
export function modelOf(
  plan: Pick<Plan, "models">,
  usage: Pick<UsageTable, "summary">,
  names: Readonly<Record<string, string>>,
  exported: string,
): string | null {
  const said = names[exported];
  if (said !== undefined) return Object.hasOwn(plan.models, said) ? said : null;
  return planModelFor(plan, exported, usage.summary.models.find(({ model }) => model === exported)?.pricedAs ?? null);
}

/** The format of tables that the reader explains column by column. */
export const OWN_TABLE = "table";

/** Whether a file is read by its columns, as the reader says what they mean. */
export function isOwnTable({ format }: Pick<UsagePart, "format">): boolean {
  return format === null || format === OWN_TABLE;
}

/** The value of a reply; a refusal is thrown with its words. */
function valueOf<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(describeHostFailure(reply.failure));
  return reply.value;
}

/**
 * Carries usage from the machine's table to the screen: looking, importing, fitting, and the other year of a
 * re-forecast.
 */
export function attachUsage(
  store: AppStore,
  { host, clock, engine, analyst }: Pick<Services, "host" | "clock" | "engine" | "analyst">,
): UsageWork {
  const { putUsage: put, say } = store.getState();
  let stopOther: (() => void) | null = null;
  let stopAsking: (() => void) | null = null;
  /** Rises with every change of table or rules: what was asked of the table before it is not heard. */
  let generation = 0;
  /** Rises when what was understood is let go or imported: what was looked at for it is not heard. */
  let intakes = 0;
  /** Files that are being looked at, and those that wait for the end of an import. */
  let looking = 0;
  let waiting: readonly OfferedUsage[] = [];
  let isStarting = false;
  /** Settings are written in the order in which they were said. */
  let writing: Promise<unknown> = Promise.resolve();
  /** Rises when the table or a name changes on the screen: what was fitted to others is not heard. */
  let naming = 0;

  const granted = <Value>(reply: Reply<Value>): Value | null => {
    if (reply.ok) return reply.value;
    say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
    return null;
  };

  const load = async (): Promise<void> => {
    const own = ++generation;
    // The table answers by the settings that were said last.
    await writing;
    const [summary, groups, settings, imports, days, modelDays] = await Promise.all([
      host.usageSummary(null),
      host.usageRunGroups(null),
      host.readUsageSettings(null),
      host.listUsageImports(null),
      host.usageDays({}),
      host.usageModelDays(null),
    ]);
    if (own !== generation) return;
    const parts = {
      summary: granted(summary),
      groups: granted(groups),
      settings: granted(settings),
      imports: granted(imports),
      days: granted(days),
      modelDays: granted(modelDays),
    };
    if (
      parts.summary === null ||
      parts.groups === null ||
      parts.settings === null ||
      parts.imports === null ||
      parts.days === null ||
      parts.modelDays === null
    )
      return;
    const daysByModel: Record<string, ModelDay[]> = {};
    for (const day of parts.modelDays) (daysByModel[day.model] ??= []).push(day);
    naming++;
    put({
      usage: {
        summary: parts.summary,
        groups: parts.groups,
        settings: parts.settings,
        imports: parts.imports,
        days: parts.days,
        daysByModel,
      },
      analyses: {},
      pastForecasts: null,
    });
    const pastForecasts = await analyst
      .lookBack(parts.days.map((day) => ({ day: epochDayOf(day.day), money: moneyOf(day) })))
      .catch(() => null);
    if (own === generation) put({ pastForecasts });
  };

  const look: UsageWork["look"] = async (offered) => {
    if (offered.length === 0) return;
    if (isStarting || store.getState().intake.status === "importing") {
      waiting = [...waiting, ...offered];
      return;
    }
    const own = intakes;
    const known = (): readonly UsagePart[] => {
      const { intake } = store.getState();
      return intake.status === "understood" || intake.status === "looking" ? intake.parts : [];
    };
    looking++;
    put({ intake: { status: "looking", parts: known() } });
    for (const { file } of offered) {
      const looked = granted(await host.lookAtUsage({ file }));
      if (own !== intakes) return;
      const parts = (looked ?? []).map(({ part, name, look: found }): UsagePart => ({
        part,
        name,
        look: found,
        format: found.formats[0]?.format ?? null,
        columns: found.columnMap,
        isLeftOut: found.fault !== null,
      }));
      // Others may have been dropped meanwhile.
      put({ intake: { status: "looking", parts: [...known(), ...parts] } });
    }
    looking--;
    if (looking === 0)
      put({ intake: known().length === 0 ? { status: "none" } : { status: "understood", parts: known() } });
  };

  /** The intake begins anew; what is still being looked at for the one before is not heard. */
  const begin = (intake: Intake): void => {
    stopAsking?.();
    intakes++;
    looking = 0;
    put({ intake });
  };

  /** Files that were dropped during an import are looked at. */
  const lookAtWaiting = (): void => {
    const files = waiting;
    waiting = [];
    void look(files);
  };

  const afterImport = (): void => {
    begin({ status: "none" });
    lookAtWaiting();
  };

  const follow = async (job: string): Promise<void> => {
    const progress = granted(await host.usageImportProgress({ job }));
    const { intake } = store.getState();
    if (intake.status !== "importing" || intake.job !== job) return;
    if (progress === null) {
      afterImport();
      return;
    }
    if (progress.status === "reading" || progress.status === "adding") {
      put({ intake: { ...intake, progress } });
      stopAsking = clock.after(ASK_EVERY, () => void follow(job));
      return;
    }
    afterImport();
    if (progress.status === "failed")
      say({
        kind: "wrong",
        sentence: `The import failed: ${progress.reason ?? "for an unknown reason"}. Nothing was added.`,
      });
    if (progress.status === "done") await load();
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
      if (intake.status === "understood" || intake.status === "looking")
        put({
          intake: { ...intake, parts: intake.parts.map((one) => (one.part === part ? { ...one, ...change } : one)) },
        });
    },
    start: async () => {
      const { intake } = store.getState();
      if (intake.status !== "understood") return;
      const parts = intake.parts
        .filter(({ isLeftOut }) => !isLeftOut)
        .map(({ part, format, columns }) => ({ part, format, columns: isOwnTable({ format }) ? columns : null }));
      if (parts.length === 0) return;
      isStarting = true;
      const started = granted(await host.startUsageImport({ parts }));
      isStarting = false;
      if (started === null) {
        lookAtWaiting();
        return;
      }
      begin({ status: "importing", job: started.job, progress: null });
      await follow(started.job);
    },
    cancel: async () => {
      const { intake } = store.getState();
      if (intake.status !== "importing") {
        begin({ status: "none" });
        return;
      }
      afterImport();
      granted(await host.cancelUsageImport({ job: intake.job }));
    },
    remove: async (id) => {
      granted(await host.removeUsageImport({ import: id }));
      await load();
    },
    answerOverlap: async (key, answer) => {
      granted(await host.answerUsageOverlap({ key, answer }));
      await load();
    },
    changeSettings: async (change) => {
      const { usage } = store.getState();
      if (usage === null) return;
      const settings = change(usage.settings);
      // Shown at once, and what was asked of the table before is not heard: the next change begins from this one.
      generation++;
      put({ usage: { ...usage, settings } });
      const written = writing.then(async () => granted(await host.writeUsageSettings(settings)));
      writing = written;
      await written;
      // Of changes in a row the last one asks the table.
      if (writing === written) await load();
    },
    nameModel: (exported, model) => {
      naming++;
      put({ modelNames: { ...store.getState().modelNames, [exported]: model }, analyses: {} });
    },
    analyse: async (workload) => {
      const { plan, usage, modelNames, analyses } = store.getState();
      if (plan === null || usage === null || analyses[workload]?.status === "working") return;
      const own = naming;
      const show = (analysis: (typeof analyses)[string]): void => {
        if (own === naming) put({ analyses: { ...store.getState().analyses, [workload]: analysis } });
      };
      show({ status: "working" });
      try {
        const models = usage.groups.flatMap(({ workload: of, model }) =>
          of === workload && model !== null ? [model] : [],
        );
        const runs: Record<string, PackedRuns[]> = {};
        for (const exported of models) {
          const model = modelOf(plan, usage, modelNames, exported);
          if (model === null) continue;
          const packed = await host.usageRuns({ workload, model: exported });
          (runs[model] ??= []).push(valueOf(packed));
        }
        const [days, users] = await Promise.all([host.usageDays({ workload }), host.usageUsers({ workload })]);
        const attempts = plan.workloads[workload]?.attempts ?? {};
        const limits = Object.fromEntries(
          Object.entries(attempts).flatMap(([id, { tokens }]) =>
            tokens.limit === undefined ? [] : [[id, tokens.limit]],
          ),
        );
        show({
          status: "ready",
          report: await analyst.reportOn({
            runs,
            limits,
            stoppedAt: usage.settings.stoppedAt?.[workload] ?? null,
            days: valueOf(days),
            users: valueOf(users),
            calendar: plan.calendar,
          }),
        });
      } catch (error) {
        show({ status: "failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
    forecastOther: (key, plan) => {
      const { otherYear, version } = store.getState();
      if (otherYear.status !== "none" && otherYear.key === key) return;
      stopOther?.();
      put({
        otherYear: {
          status: "working",
          key,
          before:
            otherYear.status === "ready" ? otherYear.answers : otherYear.status === "working" ? otherYear.before : null,
        },
      });
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
