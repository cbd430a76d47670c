import { inCurrency } from "#shared/forecast/portfolio/portfolioMoney.ts";
import type { Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import { canonicalJson } from "#shared/plan/canonical.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** A plan that the open portfolio names. */
export interface PortfolioMember {
  /** The host's name for its file; null: it cannot be opened by itself. */
  readonly document: string | null;
  /** Null: it is not there, and `problem` says why. */
  readonly plan: Plan | null;
  readonly problem: string | null;
}

/** A portfolio as it is shown, with its plans in its order. */
export interface OpenPortfolio {
  readonly file: Portfolio;
  /** The file as it is on disk; null: it was never saved. */
  readonly saved: Portfolio | null;
  /** The host's name for the file, its name for the reader, and SHA-256 of what is on disk; null: never saved. */
  readonly document: string | null;
  readonly fileName: string | null;
  readonly hash: string | null;
  readonly members: readonly PortfolioMember[];
}

/** The portfolio beside the open plan: a screen of its own, which needs no plan. */
export interface PortfolioSlice {
  readonly portfolio: OpenPortfolio | null;
  /** Rises with every portfolio that is shown or closed. */
  readonly portfoliosShown: number;
  /** Shows a portfolio in place of the one before; null closes it. */
  readonly showPortfolio: (portfolio: OpenPortfolio | null) => void;
  /** Changes the open portfolio's own figures, or what is known of its plans. */
  readonly changePortfolio: (change: (portfolio: OpenPortfolio) => OpenPortfolio) => void;
}

/** Whether closing would lose work: a sum that was never saved is one. A figure that was put back is as it was saved. */
export function isPortfolioDirty({ portfolio }: Pick<PortfolioSlice, "portfolio">): boolean {
  if (portfolio === null || portfolio.file === portfolio.saved) return false;
  return portfolio.saved === null || canonicalJson(portfolio.file) !== canonicalJson(portfolio.saved);
}

/** What a portfolio is called, on the window and in its file's name. */
export function portfolioName({ file }: Pick<OpenPortfolio, "file">): string {
  return file.name ?? "Portfolio";
}

/** The text of a portfolio's file. */
export function portfolioText(file: Portfolio): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The currency of the open portfolio: its own, else that of its first plan; null: neither is known. */
export function portfolioCurrency({ file, members }: OpenPortfolio): string | null {
  return file.currency ?? members[0]?.plan?.currency ?? null;
}

/** The open portfolio in another currency, its budget and rates converted as far as it has a rate. */
export function toCurrency(portfolio: OpenPortfolio, currency: string): OpenPortfolio {
  const before = portfolioCurrency(portfolio);
  const { file } = portfolio;
  return { ...portfolio, file: before === null ? { ...file, currency } : inCurrency(file, before, currency) };
}
