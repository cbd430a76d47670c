import { fileNameOf } from "#shared/fileName.ts";
import { PORTFOLIO_SCHEMA, readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import type { Host } from "#shared/host/client.ts";
import type { OpenedPlan } from "#shared/host/contract.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { showFailure, showWrong, UNREAD_FILE } from "#renderer/state/planFiles/notices.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { PortfolioMember } from "./openPortfolio.ts";

/** Whether a text says of itself that it is a portfolio, sound or not. */
export function isPortfolio(text: string): boolean {
  return /^\s*\{/.test(text) && /"schema"\s*:\s*"past-april\.portfolio\//.test(text);
}

/** Shows the portfolio of an opened file, with the plans that lie beside it; what is wrong with it is said. */
export async function takePortfolio(store: AppStore, host: Host, opened: OpenedPlan): Promise<void> {
  const read = readPortfolio(opened.text);
  if (!read.ok) {
    const issues = read.issues.map((issue) => describeIssue(issue).replace(/^The plan/, "The portfolio"));
    showWrong(store, `${opened.name} cannot be opened. ${issues.join(" ")}`, UNREAD_FILE);
    return;
  }
  const { document, name: fileName, hash } = opened;
  const members = await readMembers(host, document, read.portfolio);
  store.getState().say(null);
  store.getState().showPortfolio({ file: read.portfolio, saved: read.portfolio, document, fileName, hash, members });
}

async function readMembers(host: Host, document: string, { plans }: Portfolio): Promise<PortfolioMember[]> {
  const read = await host.readPortfolioPlans({ document });
  const missing = "A browser does not let this window look beside the file. Choose this plan's file.";
  return plans.map((_, i) => {
    const found = read.ok ? read.value.plans[i] : undefined;
    if (found === undefined) return { document: null, plan: null, problem: missing };
    return found.text === null
      ? { document: null, plan: null, problem: found.problem }
      : memberOf(found.text, found.document);
  });
}

function memberOf(text: string, document: string | null): PortfolioMember {
  const read = readPlan(text);
  if (read.ok) return { document, plan: read.plan, problem: null };
  return { document: null, plan: null, problem: read.issues.map(describeIssue).join(" ") };
}

/** Takes a plan that the reader chose for the parts whose path ends in its file's name; says so where none does. */
export async function givePlan(store: AppStore, file: File): Promise<void> {
  const member = memberOf(await file.text(), null);
  const isNamed = ({ path }: { readonly path: string }): boolean => path.split(/[\\/]/).at(-1) === file.name;
  if (store.getState().portfolio?.file.plans.some(isNamed) !== true) {
    showWrong(store, `The portfolio names no plan called ${file.name}.`);
    return;
  }
  store.getState().changePortfolio((portfolio) => ({
    ...portfolio,
    members: portfolio.members.map((other, i) => (isNamed(portfolio.file.plans[i]!) ? member : other)),
  }));
}

/** A plan that is summed: its file is a document of the host's. */
export interface SummedPlan {
  readonly document: string;
  readonly fileName: string;
  readonly plan: Plan;
}

/** Shows a new portfolio of plans; rates that a plan has for another's currency are taken over. At least one plan. */
export function sumPlans(store: AppStore, plans: readonly SummedPlan[], confidence: number): void {
  const { currency } = plans[0]!.plan;
  const rates = Object.fromEntries(
    plans.flatMap(({ plan }) => {
      const rate = plans.map((other) => worthOf(other.plan, currency, plan.currency)).find((worth) => worth !== null);
      return plan.currency === currency || rate === undefined ? [] : [[plan.currency, rate]];
    }),
  );
  store.getState().showPortfolio({
    file: {
      schema: PORTFOLIO_SCHEMA,
      currency,
      ...(Object.keys(rates).length === 0 ? {} : { rates }),
      confidence,
      plans: plans.map(({ fileName }) => ({ path: fileName })),
    },
    saved: null,
    document: null,
    fileName: null,
    hash: null,
    members: plans.map(({ document, plan }) => ({ document, plan, problem: null })),
  });
}

/** Money of `currency` for one unit of `other`, as a plan's settings say it; null: they do not. */
function worthOf(plan: Plan, currency: string, other: string): number | null {
  const rate = (of: string): number | null => plan.currencies?.[of]?.rate ?? null;
  if (plan.currency === currency) return rate(other);
  const back = plan.currency === other ? rate(currency) : null;
  return back === null ? null : 1 / back;
}

/** Writes the open portfolio where it lies, or asks where; what failed is said. */
export async function savePortfolio(store: AppStore, host: Host): Promise<void> {
  const { portfolio } = store.getState();
  if (portfolio === null) return;
  const { file, document, hash, members } = portfolio;
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const suggestedName = `${fileNameOf(file.name ?? "Portfolio")}.pastapril`;
  const reply =
    document === null
      ? await host.savePortfolioAs({ suggestedName, text, plans: members.map((member) => member.document) })
      : await host.savePlan({ document, text, expectedHash: hash });
  if (!reply.ok) {
    showFailure(store, reply.failure);
    return;
  }
  if (reply.value === null) return;
  const { name: fileName, document: written, hash: now } = reply.value;
  store.getState().changePortfolio((open) => ({ ...open, saved: file, fileName, document: written, hash: now }));
  store.getState().say({ kind: "done", sentence: `Saved as ${fileName}.` });
}
