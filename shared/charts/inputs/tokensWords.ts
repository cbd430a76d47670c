import { formatShare } from "#shared/format/chances.ts";
import { formatTokens } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { lnTokensDensity } from "#shared/distributions/densities.ts";
import { compileTokens, tokensQuantile, type TokenDistribution } from "#shared/distributions/tokens.ts";

export interface TokensChartProps {
  readonly tokens: TokenDistribution;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** Where an attempt is stopped, and the share of attempts that reach it; null: no cap. */
  readonly cap: { readonly tokens: number; readonly stopped: number } | null;
  /** Most tokens of one attempt. */
  readonly limit: number;
  /** The axis, when handles must not move it. */
  readonly held?: LnDomain | null;
}

/** Ends of an axis of tokens, ln tokens. */
export interface LnDomain {
  readonly low: number;
  readonly high: number;
}

/** What one attempt uses, in one sentence. */
export function tokensSentence({ tokens, cap }: Pick<TokensChartProps, "tokens" | "cap">): string {
  const curve = compileTokens(tokens);
  const at = (p: number): string => roughTokens(tokensQuantile(curve, p));
  const stop = cap === null ? "" : ` A cap at ${formatTokens(cap.tokens)} stops ${stoppedShare(cap.stopped)} of them.`;
  return `Half of the attempts use under ${at(0.5)} tokens, 1 in 10 under ${at(0.1)}, 1 in 20 above ${at(0.95)}.${stop}`;
}

/** Tokens to two digits: what an estimate of them is ever worth. */
export function roughTokens(tokens: number): string {
  return formatTokens(significant(tokens, 2));
}

/** The share of attempts that a cap stops, to two digits. */
export function stoppedShare(stopped: number): string {
  return formatShare(stopped);
}

/** Density of ln tokens. */
export function tokensTable(tokens: TokenDistribution): ChartTable {
  return {
    columns: ["tokens", "density of ln tokens"],
    rows: lnTokensDensity(compileTokens(tokens)).map(({ value, density }) => [Math.exp(value), density]),
  };
}
