import { formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { priceMap } from "#shared/plan/prices/priceMap.ts";
import type { Mix, Plan } from "#shared/plan/schema/plan.ts";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import { billAgainstList } from "#shared/usage/answers/usageWarnings.ts";
import { measured, type UsageSource } from "#shared/usage/fits/measured.ts";
import { withMeasuredComment, type MeasuredPart } from "./measuredPart.ts";
import { planModelFor } from "./planModels.ts";

/** What usage says of prices: the discount of bills, the hour's share of cache writes, and tiers of service. */

type Models = UsageSummary["models"];

/** Sellers whose bills are what allowances leave: their distance from list price is no discount. */
const SEAT_SELLERS = new Set(["GitHub", "Cursor"]);
/** A bill as near to list price is at list price. */
const NEAR = 0.002;

/** Exported models by the model of the plan that they are. */
function byPlanModel<Named extends { readonly model: string | null; readonly pricedAs: string | null }>(
  plan: Plan,
  models: readonly Named[],
): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  for (const one of models) {
    const id = one.model === null ? null : planModelFor(plan, one.model, one.pricedAs);
    if (id !== null) groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return groups;
}

const nameOf = (plan: Plan, id: string): string => plan.models[id]?.name ?? id;
const rowsOf = (parts: readonly { readonly rows: number }[]): number => parts.reduce((sum, { rows }) => sum + rows, 0);
const nWords = (rows: number): string => `${formatCount(rows)} ${rows === 1 ? "row" : "rows"}`;

/** By how much bills lie below list price, model by model; above it, the surcharge. */
export function measuredDiscounts(plan: Plan, { models }: UsageSummary, source: UsageSource): MeasuredPart[] {
  const billed = models.filter(
    ({ provider, money }) => money.compared !== null && (provider === null || !SEAT_SELLERS.has(provider)),
  );
  return [...byPlanModel(plan, billed)].flatMap(([id, own]): MeasuredPart[] => {
    const above = aboveList(own);
    if (above === null || above <= -1) return [];
    const n = nWords(rowsOf(own));
    const share = significant(Math.abs(above), 3);
    const kind = above < 0 ? "discount" : "markup";
    const name = `${above <= 0 ? "Discount" : "Surcharge"} of ${nameOf(plan, id)}`;
    if (Math.abs(above) < NEAR) return [];
    return [
      {
        id: `${kind} ${id}`,
        name,
        found: `bills are ${formatShare(share)} ${above < 0 ? "below" : "above"} list price, n = ${n}`,
        edit: (current) => {
          const { discount: _, markup: __, ...terms } = current.models[id]?.terms ?? {};
          if (current.models[id] === undefined) return null;
          const own = { ...terms, [kind]: { value: share, evidence: measured(source, n) } };
          const changed = setAt(current, pointerOf(["models", id, "terms"]), own);
          return {
            name: `take the ${kind === "discount" ? "discount" : "surcharge"} of ${nameOf(current, id)} from usage`,
            plan: inItsVersion(changed, current),
          };
        },
      },
    ];
  });
}

/** Bills over list price less 1, of these models together; null where too little is known, or money is of several currencies. */
function aboveList(models: Models): number | null {
  const [first] = models;
  if (first === undefined || models.some(({ money }) => money.currency !== first.money.currency)) return null;
  const compared = models.reduce(
    (sum, { money }) => ({ billed: sum.billed + money.compared!.billed, list: sum.list + money.compared!.list }),
    { billed: 0, list: 0 },
  );
  return billAgainstList({ ...first.money, compared }, models);
}

/** Which share of what is written to a cache lives there for an hour. */
export function measuredHours(plan: Plan, { models }: UsageSummary, source: UsageSource): MeasuredPart[] {
  const written = models.filter(({ tokens }) => tokens.cacheWriteHour > 0);
  return [...byPlanModel(plan, written)].flatMap(([id, own]): MeasuredPart[] => {
    // Exports that do not tell the two apart say nothing of the share.
    const hour = own.reduce((sum, { tokens }) => sum + tokens.cacheWriteHour, 0);
    const all = own.reduce((sum, { tokens }) => sum + tokens.cacheWriteHour + tokens.cacheWrite, 0);
    const share = hour / all;
    const n = nWords(rowsOf(own));
    return [
      {
        id: `hour ${id}`,
        name: `One-hour cache writes of ${nameOf(plan, id)}`,
        found: `${formatShare(share)} of what is written to the cache lives an hour, n = ${n}`,
        edit: (current) => {
          const mixes = attemptsAt(current, id).flatMap(({ pointer, mix }) => {
            const changed = mixWithHours(mix, share);
            return changed === null ? [] : [{ pointer: `${pointer}/mix`, mix: changed }];
          });
          if (mixes.length === 0) return null;
          const changed = mixes.reduce((next, one) => setAt(next, one.pointer, one.mix), current);
          const pointers = mixes.map(({ pointer }) => pointer);
          return {
            name: `take the one-hour cache writes of ${nameOf(current, id)} from usage`,
            plan: withMeasuredComment(changed, pointers, source, n, current),
          };
        },
      },
    ];
  });
}

/** A mix whose cache writes are split at a share; null: it has none, or is split so. */
function mixWithHours(mix: Mix, share: number): Mix | null {
  const { cacheWrite = 0, cacheWriteHour = 0, ...others } = mix;
  const written = cacheWrite + cacheWriteHour;
  const hour = Math.round(1e4 * written * share) / 1e4;
  if (written === 0 || hour === cacheWriteHour) return null;
  const rest = Math.max(0, Math.round(1e4 * (written - hour)) / 1e4);
  return { ...others, ...(rest > 0 ? { cacheWrite: rest } : {}), cacheWriteHour: hour };
}

/** Which shares are served in batch, with priority and in other tiers that have a price of their own. */
export function measuredTiers(plan: Plan, { contracts }: UsageSummary, source: UsageSource): MeasuredPart[] {
  const found = byPlanModel(plan, contracts?.tiers ?? []);
  return [...found].flatMap(([id, own]): MeasuredPart[] => {
    const whole = own.reduce((sum, { tokens }) => sum + tokens, 0);
    const tiers = [...new Set(own.map(({ tier }) => tier))].filter((tier) => tier !== "standard");
    const served = Object.fromEntries(
      tiers.map((tier) => {
        const tokens = own.filter((one) => one.tier === tier).reduce((sum, one) => sum + one.tokens, 0);
        return [tier, Math.floor((1e4 * tokens) / whole) / 1e4];
      }),
    );
    const factors = Object.fromEntries(tiers.map((tier) => [tier, factorOf(plan, id, tier, own[0]!)]));
    const n = nWords(rowsOf(own));
    const shares = tiers.map((tier) => `${formatShare(served[tier]!)} ${tier}`);
    const missing = tiers.filter((tier) => factors[tier] === null);
    if (tiers.length === 0) return [];
    const lacking = missing.length === 0 ? "" : `; the price of ${listOf(missing)} is not known, so type it first`;
    return [
      {
        id: `tiers ${id}`,
        name: `Tiers of service of ${nameOf(plan, id)}`,
        found: `${listOf(shares)}, n = ${n}${lacking}`,
        edit: (current) => {
          const attempts = attemptsAt(current, id);
          if (missing.length > 0 || attempts.length === 0) return null;
          const priced = setAt(current, pointerOf(["models", id, "price", "tiers"]), {
            ...factors,
            ...current.models[id]!.price.tiers,
          });
          const pointers = attempts.map(({ pointer }) => `${pointer}/served`);
          const changed = pointers.reduce((next, pointer) => setAt(next, pointer, served), priced);
          return {
            name: `take the tiers of ${nameOf(current, id)} from usage`,
            plan: withMeasuredComment(changed, pointers, source, n, current),
          };
        },
      },
    ];
  });
}

/** What a tier costs, as a multiple of the usual price: the plan's, else that of the bundled list; null: not known. */
function factorOf(
  plan: Plan,
  id: string,
  tier: string,
  { pricedAs }: { readonly pricedAs: string | null },
): number | null {
  const own = plan.models[id]!.price.tiers?.[tier];
  if (own !== undefined) return own;
  const card = priceMap.find(({ model, name }) => model === pricedAs || name === pricedAs);
  const listed = card?.tiers?.[tier as keyof NonNullable<typeof card.tiers>];
  if (listed === undefined) return null;
  return typeof listed === "number" ? listed : significant(listed.output / card!.price.output, 4);
}

/** Attempts that are priced at a model of the plan. */
function attemptsAt(plan: Plan, id: string): { readonly pointer: string; readonly mix: Mix }[] {
  return Object.entries(plan.workloads).flatMap(([workload, { attempts }]) =>
    Object.entries(attempts).flatMap(([entry, { model = entry, mix }]) =>
      model === id ? [{ pointer: pointerOf(["workloads", workload, "attempts", entry]), mix }] : [],
    ),
  );
}

function listOf(words: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(words);
}
