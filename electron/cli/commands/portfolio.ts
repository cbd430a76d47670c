import { dirname, resolve } from "node:path";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import { portfolioOf, type PortfolioPart } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { readTextFile } from "#electron/host/documents/planFile.ts";
import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { forecastPlan, preparePlan, type Prepared } from "#electron/cli/forecast/forecastRun.ts";
import { portfolioText } from "#electron/cli/forecast/portfolioText.ts";
import { partOf } from "#electron/cli/job.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** A plan of a portfolio, read and checked. */
interface NamedPlan {
  readonly name: string;
  readonly path: string;
  /** Where its file is. */
  readonly place: string;
  readonly prepared: Prepared;
}

/** `past-april portfolio`: sums plans on the same simulated years. */
export async function portfolio({ run, json }: Extract<Command, { kind: "portfolio" }>): Promise<void> {
  const file = readPortfolioFile(run.planPath);
  const plans = plansOf(file, run.planPath);
  const currency = file.currency ?? plans[0]!.prepared.resolved.currency;
  const rates = plans.map((plan) => rateOf(file, plan, currency));
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath, ...plans.map(({ place }) => place)], toFile, "the portfolio or one of its plans");
  await writing(toFile, null, async (job) => {
    const parts: PortfolioPart[] = [];
    for (const [i, { name, path, prepared }] of plans.entries()) {
      const words = `Plan ${i + 1} of ${plans.length}, ${plain(name)}`;
      const { samples } = await forecastPlan(run, prepared, partOf(job, words));
      const { resolved: plan, hash, scenario } = prepared;
      parts.push({ name, path, hash, scenario: scenario?.id ?? null, plan, samples, rate: rates[i]! });
    }
    const answer = portfolioOf(parts, {
      name: file.name ?? null,
      currency,
      budget: file.budget ?? null,
      confidence: file.confidence ?? DEFAULT_CONFIDENCE,
      seed: run.seed,
      engine: ENGINE_VERSION,
    });
    const text = `${JSON.stringify(answer, null, 2)}\n`;
    const written = toFile.map((path) => `\nWritten: ${plain(path)}\n`).join("");
    return { contents: toFile.map(() => text), print: json === "-" ? text : `${portfolioText(answer)}${written}` };
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
function plansOf({ plans }: Portfolio, portfolioPath: string): NamedPlan[] {
  const problems: string[] = [];
  const named = plans.flatMap(({ path, name, scenario }): NamedPlan[] => {
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

/** Money of the portfolio for one unit of the plan's. */
function rateOf({ rates = {} }: Portfolio, { path, prepared }: NamedPlan, currency: string): number {
  const own = prepared.resolved.currency;
  if (own === currency) return 1;
  const rate = Object.hasOwn(rates, own) ? rates[own] : undefined;
  if (rate === undefined)
    throw new Ended(
      EXIT.invalidInput,
      `${path} is in ${own} and the portfolio in ${currency}: their money cannot be added. Give the portfolio "rates": {"${own}": …}, money in ${currency} for one ${own}.`,
    );
  return rate;
}
