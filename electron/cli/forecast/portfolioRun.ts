import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { portfolioOf, type PortfolioAnswer } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { rateTo } from "#shared/forecast/portfolio/portfolioMoney.ts";
import { readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { readTextFile } from "#electron/host/documents/planFile.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { preparePlan, type Prepared } from "./forecastRun.ts";

/** A plan of a portfolio, read and checked. */
interface NamedPlan {
  readonly name: string;
  readonly path: string;
  /** Where its file is. */
  readonly place: string;
  readonly prepared: Prepared;
  /** Money of the portfolio for one unit of the plan's. */
  readonly rate: number;
}

/** A portfolio whose plans can be simulated and summed. */
export interface PreparedPortfolio {
  readonly file: Portfolio;
  readonly currency: string;
  readonly plans: readonly NamedPlan[];
  /** SHA-256 of what is simulated: the plans and their scenarios, in their order. */
  readonly hash: string;
}

/** Reads a portfolio and all of its plans; throws `Ended` with all that is wrong with any of them. */
export function preparePortfolio(path: string): PreparedPortfolio {
  const file = readPortfolioFile(path);
  const plans = plansOf(file, path);
  const currency = file.currency ?? plans[0]!.prepared.resolved.currency;
  const simulated = plans.map(({ prepared: { hash, scenario } }) => [hash, scenario?.id ?? null]);
  return {
    file,
    currency,
    plans: plans.map((plan) => ({ ...plan, rate: rateOf(file, plan, currency) })),
    hash: createHash("sha256").update(JSON.stringify(simulated)).digest("hex"),
  };
}

/** The answer that the samples of its plans give, in their order, wherever they were simulated. */
export function portfolioAnswer(
  { file, currency, plans }: PreparedPortfolio,
  samples: readonly Samples[],
  seed: number,
): PortfolioAnswer {
  const parts = plans.map(({ name, path, rate, prepared: { resolved: plan, hash, scenario } }, i) => ({
    name,
    path,
    hash,
    scenario: scenario?.id ?? null,
    plan,
    samples: samples[i]!,
    rate,
  }));
  return portfolioOf(parts, {
    name: file.name ?? null,
    currency,
    budget: file.budget ?? null,
    confidence: file.confidence ?? DEFAULT_CONFIDENCE,
    seed,
    engine: ENGINE_VERSION,
  });
}

function readPortfolioFile(path: string): Portfolio {
  const text = readTextFile(path);
  if (!text.ok) throw new Ended(EXIT.invalidInput, text.problem);
  const read = readPortfolio(text.text);
  if (!read.ok)
    throw new Ended(
      EXIT.invalidInput,
      ...read.issues.map((issue) => describeIssue(issue).replace(/^The plan/, "The portfolio")),
    );
  return read.portfolio;
}

/** Every plan with its name; all that is wrong with any of them is said, each with its file. */
function plansOf({ plans }: Portfolio, portfolioPath: string): Omit<NamedPlan, "rate">[] {
  const problems: string[] = [];
  const named = plans.flatMap(({ path, name, scenario }): Omit<NamedPlan, "rate">[] => {
    const place = resolve(dirname(portfolioPath), path);
    try {
      const prepared = preparePlan({ planPath: place, scenario: scenario ?? null });
      return [{ name: name ?? prepared.resolved.name, path, place, prepared }];
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      problems.push(...error.lines.map((line) => `${path}: ${line}`));
      return [];
    }
  });
  if (problems.length > 0) throw new Ended(EXIT.invalidInput, ...problems);
  return named;
}

function rateOf(file: Portfolio, { path, prepared }: Omit<NamedPlan, "rate">, currency: string): number {
  const own = prepared.resolved.currency;
  const rate = rateTo(file, currency, own);
  if (rate === null)
    throw new Ended(
      EXIT.invalidInput,
      `${path} is in ${own} and the portfolio in ${currency}: their money cannot be added. Give the portfolio "rates": {"${own}": …}, money in ${currency} for one ${own}.`,
    );
  return rate;
}
