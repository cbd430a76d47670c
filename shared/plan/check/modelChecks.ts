import { modelsNamed } from "#shared/plan/modelsNamed.ts";
import { pointerOf, type Path } from "#shared/plan/pointer.ts";
import { certainValue, isCertain } from "#shared/distributions/uncertain.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import type { Attempt, Model, Plan, Price, Workload } from "#shared/plan/schema/plan.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";

/** What only a workload and its models together can show: names without an entry, classes without a price. */

type Models = Plan["models"];

/** Models that have no entry, classes of token that have no price, and terms that a model does not have. */
export function modelIssues(workload: Workload, path: Path, models: Models): Issue[] {
  const issues: Issue[] = [];
  for (const [entry, attempt] of Object.entries(workload.attempts)) {
    const at = [...path, "attempts", entry];
    const modelId = attempt.model ?? entry;
    if (!Object.hasOwn(models, modelId)) {
      const place = attempt.model === undefined ? at : [...at, "model"];
      issues.push(missingModel(modelId, place, Object.keys(models), "models"));
      continue;
    }
    issues.push(...priceIssues(attempt, at, modelId, models[modelId]!));
  }
  for (const named of modelsNamed(workload, path)) {
    if (Object.hasOwn(workload.attempts, named.modelId)) continue;
    issues.push(
      missingModel(named.modelId, named.path, Object.keys(workload.attempts), pointerOf([...path, "attempts"])),
    );
  }
  return issues;
}

function missingModel(modelId: string, path: Path, known: readonly string[], where: string): Issue {
  const wanted = known.length === 0 ? `an entry in ${where}` : anyOf(known);
  return issueAt(
    path,
    `the model ${quoted(modelId)}, which has no entry in ${where}`,
    wanted,
    nearestName(modelId, known),
  );
}

/** Whether a price states a class of token, or another that it follows from. */
function isPriced(price: Price, kind: string): boolean {
  return Object.hasOwn(price, kind) || (kind === "cacheWriteHour" && price.cacheWrite !== undefined);
}

function priceIssues({ mix, longShare = 0, served = {} }: Attempt, at: Path, modelId: string, model: Model): Issue[] {
  const { price } = model;
  const classes = Object.entries(mix).flatMap(([kind, share]) =>
    share === 0 || isPriced(price, kind)
      ? []
      : [
          issueAt(
            [...at, "mix", kind],
            `${share} of the tokens in a class for which ${quoted(modelId)} has no price`,
            `a price at ${pointerOf(["models", modelId, "price", kind])}`,
          ),
        ],
  );
  const isLong = !(isCertain(longShare) && (certainValue(longShare) ?? 1) <= 0);
  const long =
    isLong && price.long === undefined
      ? [
          issueAt(
            [...at, "longShare"],
            `a share of long context, for which ${quoted(modelId)} has no price`,
            `prices at ${pointerOf(["models", modelId, "price", "long"])}, or a share of 0`,
          ),
        ]
      : [];
  const tiers = Object.keys(price.tiers ?? {});
  const unknown = Object.keys(served)
    .filter((tier) => !tiers.includes(tier))
    .map((tier) =>
      issueAt(
        [...at, "served", tier],
        `the tier ${quoted(tier)}, which ${quoted(modelId)} has not`,
        tiers.length === 0 ? `tiers at ${pointerOf(["models", modelId, "price", "tiers"])}` : anyOf(tiers),
        nearestName(tier, tiers),
      ),
    );
  return [...classes, ...long, ...unknown];
}

/** Successors that are no model, lack the price of a class that would be used, or lead back to where they began. */
export function successorIssues(plan: Plan, isSound: (path: Path) => boolean): Issue[] {
  const { models } = plan;
  return Object.entries(models).flatMap(([id, { retires }]): Issue[] => {
    if (retires === undefined) return [];
    const path = ["models", id, "retires", "successor"];
    const { successor } = retires;
    if (!Object.hasOwn(models, successor)) {
      const known = Object.keys(models);
      return [missingModel(successor, path, known, "models")];
    }
    if (comesBack(models, id))
      return [
        issueAt(path, `${quoted(successor)}, which leads back to ${quoted(id)}`, "a successor that stays in use"),
      ];
    return isSound(["workloads"]) ? unpricedSuccessor(plan, id, successor, path) : [];
  });
}

function comesBack(models: Models, id: string): boolean {
  let next = models[id]!.retires?.successor;
  for (let steps = 0; next !== undefined && steps <= Object.keys(models).length; steps++) {
    if (next === id) return true;
    next = Object.hasOwn(models, next) ? models[next]!.retires?.successor : undefined;
  }
  return false;
}

/** A class of token that an entry would use at a successor, which has no price for it. */
function unpricedSuccessor({ models, workloads }: Plan, id: string, successor: string, path: Path): Issue[] {
  for (const workload of Object.values(workloads)) {
    if (Object.hasOwn(workload.attempts, successor)) continue;
    for (const [entry, { model = entry, mix }] of Object.entries(workload.attempts)) {
      if (!leadsTo(models, model, id)) continue;
      for (const [kind, share] of Object.entries(mix))
        if (share > 0 && !isPriced(models[successor]!.price, kind))
          return [
            issueAt(
              path,
              `${quoted(successor)}, which has no price for the class ${quoted(kind)} in use`,
              `a price at ${pointerOf(["models", successor, "price", kind])}`,
            ),
          ];
    }
  }
  return [];
}

/** Whether work of a model comes to another when it, and those after it, retire. */
function leadsTo(models: Models, from: string, to: string): boolean {
  let at: string | undefined = from;
  for (let steps = 0; at !== undefined && steps <= Object.keys(models).length; steps++) {
    if (at === to) return true;
    at = Object.hasOwn(models, at) ? models[at]!.retires?.successor : undefined;
  }
  return false;
}
