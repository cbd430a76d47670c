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
      "cost-centres",
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
  centres: "cost-centres",
  settings: "settings",
};
