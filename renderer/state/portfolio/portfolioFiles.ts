import { PORTFOLIO_SCHEMA, readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import type { Host } from "#shared/host/client.ts";
import type { OpenedPlan, Recovery } from "#shared/host/contract.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { showWrong, UNREAD_FILE } from "#renderer/state/planFiles/notices.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { PortfolioMember } from "./openPortfolio.ts";

/** Whether a text says of itself that it is a portfolio, sound or not. */
export function isPortfolio(text: string): boolean {
  return /^\s*\{/.test(text) && /"schema"\s*:\s*"past-april\.portfolio\//.test(text);
}

/** Shows the portfolio of an opened file, with the plans that lie beside it; what is wrong with it is said. */
export async function takePortfolio(store: AppStore, host: Host, opened: OpenedPlan): Promise<void> {
  const file = readPortfolioText(store, opened.text, opened.name);
  if (file === null) return;
  const { document, name: fileName, hash } = opened;
  const members = await readMembers(host, document, file);
  store.getState().say(null);
  store.getState().showPortfolio({ file, saved: file, document, fileName, hash, members });
}

/** Shows the kept work of a portfolio again. False: it is none, and that has been said. */
export async function recoverPortfolio(
  store: AppStore,
  host: Host,
  text: string,
  { document, fileName, baseHash: hash, name }: Omit<Recovery, "savedAt" | "place">,
): Promise<boolean> {
  const file = readPortfolioText(store, text, fileName ?? name);
  if (file === null) return false;
  const members = document === null ? await recentMembers(host, file) : await readMembers(host, document, file);
  store.getState().say(null);
  store.getState().showPortfolio({ file, saved: null, document, fileName, hash, members });
  return true;
}

/** Null: it is no portfolio, and that has been said. */
function readPortfolioText(store: AppStore, text: string, name: string): Portfolio | null {
  const read = readPortfolio(text);
  if (read.ok) return read.portfolio;
  const issues = read.issues.map((issue) => describeIssue(issue).replace(/^The plan/, "The portfolio"));
  showWrong(store, `${name} cannot be opened. ${issues.join(" ")}`, UNREAD_FILE);
  return null;
}

/** A sum that was never saved lies in no folder: its plans are those of the list that they were chosen from. */
async function recentMembers(host: Host, { plans }: Portfolio): Promise<PortfolioMember[]> {
  const info = await host.hostInfo(null);
  const recent = info.ok ? info.value.recent : [];
  return Promise.all(
    plans.map(async ({ path }): Promise<PortfolioMember> => {
      const found = recent.filter((other) => other.name === path || other.place === path);
      const read = found.length === 1 ? await host.peekPlan({ document: found[0]!.document }) : null;
      return read?.ok === true
        ? memberOf(read.value.text, found[0]!.document)
        : { document: null, plan: null, problem: "It is not in the list of your plans. Choose this plan's file." };
    }),
  );
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
