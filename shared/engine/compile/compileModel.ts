import { certainValue, isCertain } from "#shared/distributions/uncertain.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedAttempt, ResolvedMix, ResolvedModel, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ResolvedPriceChange } from "#shared/plan/resolving/resolvedContracts.ts";
import { TOKEN_CLASSES } from "#shared/plan/schema/model.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import type { ClassPrices, CompiledAttempt, CompiledModel, CompiledPlan, CompiledPriceChange } from "./compiled.ts";
import { asAmount, asShare, type DrawCompiler } from "./draws.ts";

/** What moves the price of a model within a year, and what a token of an attempt costs by class. */

/** Currencies of the plan that move. */
export function compileCurrencies(plan: ResolvedPlan, { nameOf }: DrawCompiler): CompiledPlan["currencies"] {
  return movingCurrencies(plan).map(({ code, monthlySd }) => ({
    monthlySd,
    name: nameOf(`${pointerOf(["currencies", code])}/monthlySd`),
  }));
}

function movingCurrencies({ currencies }: ResolvedPlan): ResolvedPlan["currencies"] {
  return currencies.filter(({ monthlySd }) => monthlySd > 0);
}

/** Index of a currency among those that move; −1: it stands still, or is the plan's own. */
export function currencyIndex(plan: ResolvedPlan, currency: string | null): number {
  return movingCurrencies(plan).findIndex(({ code }) => code === currency);
}

/** Compiles what moves the price of a model. */
export function compileModel(plan: ResolvedPlan, model: ResolvedModel, draws: DrawCompiler): CompiledModel {
  const at = pointerOf(["models", model.id]);
  const { discount, markup, tax } = model.terms;
  // Drawn in every trial, whether or not the model retires in it.
  if (model.retires !== null) draws.draw(`${at}/retires/tokens`, model.retires.tokens, asAmount);
  return {
    // A change that ends before the year is never in force.
    priceChanges: model.priceChanges
      .filter(({ untilDay }) => untilDay > 0)
      .map((change) => compileChange(change, draws)),
    discount: draws.draw(`${at}/terms/discount`, discount, asShare),
    markup: draws.draw(`${at}/terms/markup`, markup, asAmount),
    tax,
    currency: currencyIndex(plan, model.currency),
  };
}

function compileChange(change: ResolvedPriceChange, { dated, draw }: DrawCompiler): CompiledPriceChange {
  const { pointer, untilDay, byClass } = change;
  return {
    ...dated(change),
    untilDay,
    byClass:
      byClass === null
        ? null
        : TOKEN_CLASSES.map((name) => {
            const own = byClass[name];
            return own === undefined ? null : draw(`${pointer}/${name}`, own, asAmount);
          }),
  };
}

/** What a token of an attempt costs, its fees, and how many it takes where models have retired. */
export function compileAttemptPrice(
  plan: ResolvedPlan,
  attempt: ResolvedAttempt,
  workload: string,
  { draw }: DrawCompiler,
): Pick<CompiledAttempt, "byClass" | "tierFactor" | "fees" | "tokenFactors"> {
  const model = plan.models.find(({ id }) => id === attempt.pricedAt)!;
  const at = `${workload}${pointerOf(["attempts", attempt.drawnAs])}`;
  return {
    byClass: isMovedByClass(model, attempt) ? classPrices(model, attempt, at, draw) : null,
    tierFactor: attempt.served.reduce((sum, { tier, share }) => sum + share * ((model.tiers[tier] ?? 1) - 1), 1),
    fees: attempt.fees.map(({ perAttempt, price }, i) => ({
      perAttempt: draw(`${at}/fees/${i}/perAttempt`, perAttempt, asAmount),
      // Fees are in the currency of the model that the attempt is priced at.
      price,
    })),
    tokenFactors: attempt.replaces.map((id) => {
      const { tokens } = plan.models.find((other) => other.id === id)!.retires!;
      return draw(`${pointerOf(["models", id])}/retires/tokens`, tokens, asAmount);
    }),
  };
}

/** Whether long context, or a change of some classes alone, moves the price of an attempt. */
function isMovedByClass(model: ResolvedModel, { longShare }: ResolvedAttempt): boolean {
  const isLong = model.long !== null && !(isCertain(longShare) && (certainValue(longShare) ?? 1) <= 0);
  return isLong || model.priceChanges.some(({ byClass, untilDay }) => byClass !== null && untilDay > 0);
}

function classPrices(
  model: ResolvedModel,
  { mix, longShare }: ResolvedAttempt,
  at: string,
  draw: DrawCompiler["draw"],
): ClassPrices {
  const perToken = (prices: ResolvedMix): Float64Array =>
    Float64Array.from(TOKEN_CLASSES, (name) => prices[name] / TOKENS_PER_MTOK);
  return {
    mix: Float64Array.from(TOKEN_CLASSES, (name) => mix[name]),
    price: perToken(model.price),
    long: perToken(model.long ?? model.price),
    longShare: draw(`${at}/longShare`, longShare, asShare),
  };
}
