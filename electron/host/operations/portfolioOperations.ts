import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { grant, refuse, type Host } from "#shared/host/client.ts";
import type { PortfolioPlan } from "#shared/host/contract.ts";
import type { HostFailure } from "#shared/host/failure.ts";
import { readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import type { Documents } from "#electron/host/documents/documents.ts";
import { readPlanFile } from "#electron/host/documents/planFile.ts";
import { readBytes, realPath, textOf } from "#electron/host/files/wholeFile.ts";
import { fail, onFile } from "./replies.ts";
import { writePlanAs, type PlanParts } from "./planOperations.ts";

type PortfolioOperation = "readPortfolioPlans" | "savePortfolioAs";

/** The operations of the contract that read the plans of a portfolio, and write one. */
export function portfolioOperations(parts: PlanParts): Pick<Host, PortfolioOperation> {
  const { documents } = parts;
  return {
    readPortfolioPlans: ({ document }) => {
      const path = documents.pathOf(document);
      if (path === undefined) return fail(refusalOf(document));
      return Promise.resolve(
        onFile(path, () => {
          const read = readPortfolio(textOf(readBytes(path)));
          const folder = dirname(path);
          const named = read.ok ? read.portfolio.plans : [];
          return grant({ plans: named.map((part) => planOf(documents, resolve(folder, part.path))) });
        }),
      );
    },
    savePortfolioAs: async ({ suggestedName, text, plans }) => {
      const { dialogs } = parts.shell;
      if (dialogs === null) return refuse({ code: "not-here", operation: "savePortfolioAs" });
      const path = await dialogs.pickPlace(suggestedName, "plan");
      if (path === null) return grant(null);
      const placed = besidePlans(documents, path, text, plans);
      const written = await writePlanAs(parts, path, placed);
      return written.ok ? grant({ ...written.value, text: placed }) : written;
    },
  };
}

/** A plan that a portfolio names. Only what is a plan is handed out, and becomes a document that can be opened. */
function planOf(documents: Documents, path: string): PortfolioPlan {
  const file = readPlanFile(path);
  if (!file.ok) return { document: null, text: null, problem: file.problems.join(" ") };
  const isWorkbook = /\.xlsx$/i.test(path);
  return { document: isWorkbook ? null : documents.choose(path), text: JSON.stringify(file.plan), problem: null };
}

/** The portfolio's text with the paths of its plans as they lie from where it is written. */
function besidePlans(documents: Documents, path: string, text: string, plans: readonly (string | null)[]): string {
  const read = readPortfolio(text);
  if (!read.ok) return text;
  const folder = dirname(realPath(resolve(path)));
  const placed: Portfolio = {
    ...read.portfolio,
    plans: read.portfolio.plans.map((part, i) => {
      const place = documents.pathOf(plans[i] ?? "");
      return place === undefined ? part : { ...part, path: fromFolder(folder, place) };
    }),
  };
  return `${JSON.stringify(placed, null, 2)}\n`;
}

/** With the separators of every system; whole where no way leads there, as from drive to drive. */
function fromFolder(folder: string, place: string): string {
  const way = relative(folder, place);
  return isAbsolute(way) ? place : way.split(sep).join("/");
}

/** A portfolio that the page itself holds has no folder that this machine knows. */
function refusalOf(document: string): HostFailure {
  return document.startsWith("page-") ? { code: "not-here", operation: "readPortfolioPlans" } : { code: "not-chosen" };
}
