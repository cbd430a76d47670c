import { formatFactor, formatNumber, formatTokens } from "#shared/format/counts.ts";
import { significant, toDecimals } from "#shared/format/digits.ts";
import type { FitReport } from "./fitReport.ts";
import { curveName } from "./fitWords.ts";
import type { EstimateRange, ParameterEstimate, RankedFit } from "./rank.ts";

/** One family in the table of fits, as it is read. */
export interface FitRow {
  /** "lognormal", "Burr XII". */
  readonly name: string;
  readonly isChosen: boolean;
  /** "best", or how much of AICc it lies behind: "+3.1". */
  readonly behind: string;
  readonly ks: string;
  readonly ad: string;
  /** Parameters with the ends of their 90% interval: "median 1.2M (1.1M to 1.4M), sigma 0.9 (0.85 to 0.96)". */
  readonly parameters: string;
  /** Mean tokens of a run with the ends of its 90% interval; "none": so heavy a tail has no mean. */
  readonly mean: string;
}

/** The families in their order, the likeliest first. */
export function fitRows({ fits, chosen }: FitReport): FitRow[] {
  return fits.map(({ distribution, behind, ks, ad, parameters, mean }: RankedFit): FitRow => ({
    name: curveName(distribution.kind).replace(/^an? | curve$/g, ""),
    isChosen: distribution.kind === chosen,
    behind: behind === 0 ? "best" : `+${formatNumber(toDecimals(behind, 1))}`,
    ks: formatFactor(ks),
    ad: formatFactor(ad),
    parameters: parameters
      .map((parameter) => `${parameter.name} ${rangeWords(parameter, isTokens(distribution.kind, parameter))}`)
      .join(", "),
    mean: mean === null ? "none" : rangeWords(mean, true),
  }));
}

/** Which parameters are tokens and which bare numbers. */
function isTokens(kind: RankedFit["distribution"]["kind"], { name }: ParameterEstimate): boolean {
  return name === "median" || name === "scale" || kind === "inverse Gaussian";
}

function rangeWords({ value, low, high }: EstimateRange, inTokens: boolean): string {
  const written = (figure: number): string => (inTokens ? formatTokens(significant(figure, 2)) : formatFactor(figure));
  return `${written(value)} (${written(low)} to ${written(high)})`;
}
