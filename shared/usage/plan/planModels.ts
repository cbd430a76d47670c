import { modelKeys, readModelName } from "#shared/plan/prices/modelNames.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/**
 * The model of the plan that an export's model is, as far as names say; null: they do not. `pricedAs`: its name in the
 * bundled price map.
 */
export function planModelFor(
  { models }: Pick<Plan, "models">,
  exported: string,
  pricedAs: string | null,
): string | null {
  const names = [exported, ...(pricedAs === null ? [] : [pricedAs])].map(plainName);
  const ids = Object.keys(models);
  const same = ids.find((id) => namesOf(models, id).some((name) => names.includes(name)));
  if (same !== undefined) return same;
  // "us.anthropic.claude-opus-4-6-v1" and "claude-4.6-opus-high" are Claude Opus 4.6.
  const byKey = new Map(
    ids.flatMap((id) =>
      [id, models[id]!.name ?? id].flatMap((called) => modelKeys(called)).map((key) => [key, id] as const),
    ),
  );
  const read =
    readModelName(exported, (key) => byKey.has(key)) ??
    (pricedAs === null ? null : readModelName(pricedAs, (key) => byKey.has(key)));
  if (read !== null) return byKey.get(read.key)!;
  // "sonnet" is in "claude-sonnet-4-5"; of several the longest name says most.
  const within = ids
    .map((id) => ({
      id,
      length: Math.max(
        0,
        ...namesOf(models, id)
          .filter((name) => name.length >= SHORTEST_PART && names.some((other) => ` ${other} `.includes(` ${name} `)))
          .map((name) => name.length),
      ),
    }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length);
  return within[0] === undefined || within[1]?.length === within[0].length ? null : within[0].id;
}

/** Shorter parts of a name are in too many others. */
const SHORTEST_PART = 3;

function namesOf(models: Plan["models"], id: string): string[] {
  const { name } = models[id]!;
  return [plainName(id), ...(name === undefined ? [] : [plainName(name)])];
}

/** Words of a name without provider, case, signs and the date of a release. */
function plainName(name: string): string {
  return name
    .replace(/^.*\//, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/ (20\d{6}|latest)\b/g, "")
    .trim();
}
