import type { TermId } from "./glossary.ts";
import type { ScreenWithCard } from "./screenCards.ts";

/** The pages of the guide by their ids, in the order in which they are read. */
export const GUIDE_CONTENTS = [
  { title: "Begin", pages: ["first-five-minutes", "new-plan", "examples"] },
  {
    title: "Screens",
    pages: [
      "outlook",
      "workloads",
      "prices",
      "scenarios",
      "drivers",
      "actuals",
      "value",
      "report",
      "cost-centers",
      "settings",
    ],
  },
  {
    title: "Tasks",
    pages: ["import-usage", "contracts", "workbook", "budget-plan", "find", "command-line", "problems"],
  },
  { title: "Background", pages: ["words", "method", "usage-is-no-goal"] },
] as const;

export type GuidePageId = (typeof GUIDE_CONTENTS)[number]["pages"][number];

/** All pages in their order. */
export const GUIDE_PAGE_IDS: readonly GuidePageId[] = GUIDE_CONTENTS.flatMap(({ pages }) => pages);

/** The page of each screen. */
export const PAGE_OF_SCREEN: Readonly<Record<ScreenWithCard, GuidePageId>> = {
  newPlan: "new-plan",
  outlook: "outlook",
  workloads: "workloads",
  models: "prices",
  scenarios: "scenarios",
  drivers: "drivers",
  actuals: "actuals",
  value: "value",
  report: "report",
  centres: "cost-centers",
  settings: "settings",
};

/** Words that a page explains at more length than the list of words does. */
export const TERM_PAGES: Readonly<Partial<Record<TermId, GuidePageId>>> = {
  simulatedYear: "method",
  goodTo: "method",
  ask: "outlook",
  runOut: "outlook",
  attempt: "workloads",
  attemptCap: "scenarios",
  monthCap: "scenarios",
  evidence: "new-plan",
  case: "value",
  effect: "value",
  gate: "value",
  class: "value",
  decisionRule: "value",
  givesUp: "usage-is-no-goal",
  diagnostics: "usage-is-no-goal",
};
