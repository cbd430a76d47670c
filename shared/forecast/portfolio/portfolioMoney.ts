import type { Portfolio } from "./portfolioFile.ts";

/**
 * Money of a portfolio for one unit of a plan's currency; null: the portfolio has no rate for it, and the two cannot be
 * added.
 */
export function rateTo({ rates = {} }: Pick<Portfolio, "rates">, currency: string, own: string): number | null {
  if (own === currency) return 1;
  return Object.hasOwn(rates, own) ? rates[own]! : null;
}

/**
 * The portfolio in another currency: its budget and its rates are converted by the rate that it has for that currency.
 * Without one the rates are asked for anew and a joint budget, which cannot be converted, is left out. `before`: the
 * currency that it is in.
 */
export function inCurrency(portfolio: Portfolio, before: string, currency: string): Portfolio {
  if (currency === before) return portfolio;
  const { rates = {}, budget, ...rest } = portfolio;
  const worth = rateTo(portfolio, before, currency);
  if (worth === null) return { ...rest, currency };
  const others = Object.entries<number>(rates).filter(([other]) => other !== currency);
  return {
    ...rest,
    currency,
    rates: Object.fromEntries([
      ...others.map(([other, rate]) => [other, rate / worth] as const),
      [before, 1 / worth] as const,
    ]),
    ...(budget === undefined ? {} : { budget: budget / worth }),
  };
}
