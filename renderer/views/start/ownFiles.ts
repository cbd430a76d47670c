import { useMemo } from "react";
import { readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import type { RecentPlan } from "#shared/host/contract.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import { isPortfolio } from "#renderer/state/portfolio/portfolioFiles.ts";
import type { Preview } from "./usePreviewForecasts.ts";

/** The reader's recent files that can be read: plans, and portfolios of plans, by document. */
export interface OwnFiles {
  readonly own: readonly Preview[];
  readonly portfolios: readonly { readonly key: string; readonly portfolio: Portfolio }[];
}

/** Reads the texts of recent files, by document. */
export function useOwnFiles(texts: Readonly<Record<string, string>>): OwnFiles {
  return useMemo(() => {
    const files = Object.entries(texts);
    return {
      own: files.flatMap(([key, text]) => {
        const read = readPlan(text);
        return read.ok ? [{ key, plan: read.plan }] : [];
      }),
      portfolios: files.flatMap(([key, text]) => {
        const read = isPortfolio(text) ? readPortfolio(text) : null;
        return read?.ok === true ? [{ key, portfolio: read.portfolio }] : [];
      }),
    };
  }, [texts]);
}

/** What the files call themselves, by document; those without a name are not in it. */
export function namesOf({ own, portfolios }: OwnFiles): Record<string, string> {
  return Object.fromEntries([
    ...own.map(({ key, plan }) => [key, plan.name]),
    ...portfolios.flatMap(({ key, portfolio: { name } }) => (name === undefined ? [] : [[key, name]])),
  ]) as Record<string, string>;
}

/** How a portfolio names a recent file: by its place where another one has the same name. */
export function fileNameIn(
  recent: readonly Pick<RecentPlan, "document" | "name" | "place">[],
  document: string,
): string | undefined {
  const file = recent.find((other) => other.document === document);
  const isNamedAlike = recent.some((other) => other.document !== document && other.name === file?.name);
  return isNamedAlike ? file?.place : file?.name;
}
