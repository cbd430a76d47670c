import { formatFullDate } from "#shared/format/dates.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { modelsOfPolicy, type NamedModel, type Policy } from "./modelsNamed.ts";
import { pointerOf } from "./pointer.ts";
import { cloudOf, modelKeys } from "./prices/modelNames.ts";
import file from "./prices/shutdowns.json" with { type: "json" };
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";

/** The announced end of a model at one seller. */
export interface Shutdown {
  readonly provider: string;
  /** The seller's id of the model. */
  readonly model: string;
  readonly name: string;
  /** Day (ISO 8601) on which it is shut down. */
  readonly retires: string;
  /** The seller's id of the model that takes its place, where it names one. */
  readonly successor?: string;
}

/** That a plan uses a model past its end. */
export interface ShutdownWarning {
  /** JSON pointer of the first place that uses it. */
  readonly pointer: string;
  /** One sentence, or two where a successor is known. */
  readonly sentence: string;
}

/** All announced shutdowns by the bundled list, and the day of the list. */
export const shutdowns: { readonly date: string; readonly models: readonly Shutdown[] } = file;

const byKey = new Map<string, Shutdown[]>();
for (const shutdown of shutdowns.models) {
  for (const key of new Set([...modelKeys(shutdown.model), ...modelKeys(shutdown.name)]))
    byKey.set(key, [...(byKey.get(key) ?? []), shutdown]);
}

/**
 * When a model of a plan is shut down, by its id or its name; null: not known. A cloud's date counts where the plan
 * names the cloud as provider, the maker's where it does not: sellers end the same model on different days.
 */
export function shutdownOf(modelId: string, { name, provider }: Plan["models"][string]): Shutdown | null {
  const sellers =
    provider !== undefined && cloudOf(provider)
      ? (one: Shutdown) => one.provider === cloudOf(provider)
      : (one: Shutdown) => cloudOf(one.provider) === null;
  for (const called of name === undefined ? [modelId] : [name, modelId]) {
    const [own, plain] = modelKeys(called);
    const found = byKey.get(own) ?? byKey.get(plain) ?? [];
    // A snapshot of its own end comes before the model it is one of.
    const exact = found.filter((one) => modelKeys(one.model)[0] === own || modelKeys(one.name)[0] === own);
    const shutdown = exact.find(sellers) ?? found.find(sellers);
    if (shutdown !== undefined) return shutdown;
  }
  return null;
}

/**
 * Warnings about models that a plan uses past the day on which they are shut down: a sentence for each workload and
 * model.
 */
export function shutdownWarnings(plan: Plan): ShutdownWarning[] {
  const first = epochDayOf(plan.fiscalYear.start);
  const open = firstOfMonth(first, plan.actuals?.months.length ?? 0);
  const end = firstOfMonth(first, plan.fiscalYear.months);
  return Object.entries(plan.workloads).flatMap(([id, workload]) =>
    workload.status === "retired" ? [] : workloadWarnings(plan, id, workload, open, end),
  );
}

function workloadWarnings(
  { models }: Plan,
  id: string,
  workload: Workload,
  open: number,
  end: number,
): ShutdownWarning[] {
  const uses = new Map<string, { readonly from: number; readonly places: NamedModel[] }>();
  for (const { from, until, policy } of policiesInForce(workload, ["workloads", id], open, end)) {
    for (const named of policy) {
      const model = models[named.modelId];
      const shutdown = model === undefined ? null : shutdownOf(named.modelId, model);
      const past = shutdown === null ? Infinity : Math.max(from, epochDayOf(shutdown.retires));
      if (past >= until || retiresBy(model, shutdown)) continue;
      const known = uses.get(named.modelId);
      if (known === undefined) uses.set(named.modelId, { from: past, places: [named] });
      else if (!known.places.some(({ path }) => pointerOf(path) === pointerOf(named.path))) known.places.push(named);
    }
  }
  return [...uses].map(([modelId, { from, places }]) => {
    const model = models[modelId]!;
    const { retires, successor } = shutdownOf(modelId, model)!;
    const where = [...new Set(places.map(({ path }) => placeInWords(path, workload)))].join(", ");
    const when = from <= open ? "throughout the year" : `from ${formatFullDate(from)} on`;
    const next = successor === undefined ? "" : ` Its successor is ${successor}.`;
    return {
      pointer: pointerOf(places[0]!.path),
      sentence: `${model.name ?? modelId} is shut down on ${formatFullDate(epochDayOf(retires))}, but ${workload.name ?? id} uses it ${when} (${where}).${next}`,
    };
  });
}

/** Whether the plan itself lets a model retire for certain by the day on which it is shut down. */
function retiresBy(model: Plan["models"][string] | undefined, shutdown: Shutdown | null): boolean {
  if (model?.retires === undefined || shutdown === null) return false;
  const { on, probability = 1 } = model.retires;
  return probability === 1 && on <= shutdown.retires;
}

interface InForce {
  readonly from: number;
  readonly until: number;
  readonly policy: readonly NamedModel[];
}

/** The models that a workload's policy names, from day to day, as its dated changes take each other's place. */
function policiesInForce(workload: Workload, path: readonly (string | number)[], open: number, end: number): InForce[] {
  const own = { route: [...path], attemptCap: [...path], monthCap: [...path], userCap: [...path] };
  let policy: Policy = {
    route: workload.route,
    attemptCap: workload.attemptCap ?? null,
    monthCap: workload.monthCap ?? null,
    userCap: workload.userCap ?? null,
  };
  let places: Record<keyof Policy, (string | number)[]> = own;
  const spans: InForce[] = [];
  let from = open;
  const close = (until: number): void => {
    if (until > from)
      spans.push({
        from,
        until,
        policy: (["route", "attemptCap", "monthCap", "userCap"] as const).flatMap((part) =>
          modelsOfPolicy({ [part]: policy[part] }, places[part]),
        ),
      });
    from = Math.max(from, until);
  };
  const changes = (workload.changes ?? [])
    .map(({ from: day, set }, i) => ({ day: epochDayOf(day), set, at: [...path, "changes", i, "set"] }))
    .toSorted((one, other) => one.day - other.day);
  for (const { day, set, at } of changes) {
    close(Math.min(day, end));
    policy = { ...policy, ...set };
    places = { ...places, ...Object.fromEntries(Object.keys(set).map((part) => [part, at])) };
  }
  close(end);
  return spans;
}

function placeInWords(path: readonly (string | number)[], workload: Workload): string {
  const text = pointerOf(path);
  const part = text.includes("/monthCap/")
    ? "fallback of the month cap"
    : text.includes("/userCap/")
      ? "fallback of the cap per person"
      : text.includes("/attemptCap/")
        ? "fallback of the attempt cap"
        : "route";
  const change = path.indexOf("changes");
  if (change < 0) return part;
  return `${part} of the change from ${formatFullDate(epochDayOf(workload.changes![path[change + 1] as number]!.from))}`;
}
