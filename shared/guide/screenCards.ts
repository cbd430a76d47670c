/** What a screen is for and how its main chart is read, as it is said at first sight. */
export interface ScreenCard {
  readonly answers: string;
  readonly chart: string;
}

/** One card for each screen of a plan, by the screen's id. */
export const SCREEN_CARDS = {
  newPlan: {
    answers: "What this year’s plan costs, from what you know today. Skip what you do not know.",
    chart:
      "Each bar at the side is the likely range of the year after an answer: it gets shorter as you answer. What you skip is filled with a guess that is marked as one.",
  },
  outlook: {
    answers: "When the budget is spent, how likely that is, and how much to request.",
    chart:
      "The blue area is where spend may run: where its color is strongest is likeliest, the dashed line is the middle estimate. The level line is your budget: drag its tag. Each of the 50 dots is one in fifty simulated years; filled ones spend more than the budget.",
  },
  workloads: {
    answers: "How much work there is, what one attempt uses, and what comes out of it.",
    chart:
      "The curve shows the tokens of single attempts: most are small, a few are very large, and those few decide the cost. Give ranges where you are not sure: the forecast counts with all of the range.",
  },
  models: {
    answers: "What tokens, seats and contracts cost, and what may change their price in the year.",
    chart:
      "The time line has renewals, price changes and retirements by date. A commitment’s area is its balance: where it ends above zero, money is lost; where it reaches zero early, list price follows.",
  },
  scenarios: {
    answers: "Which of several ways through the year is cheaper, and what it gives up.",
    chart:
      "All scenarios are simulated on the same years, so a difference is a difference of the scenarios alone. Read the difference column, not two ranges: ranges may overlap although one scenario is nearly always cheaper.",
  },
  drivers: {
    answers: "What moves the request most, and what can be done about it.",
    chart:
      "Each bar shows the request if one assumption came out low or high and the rest stayed uncertain. At the longest bar better knowledge, or a decision, helps most.",
  },
  actuals: {
    answers: "What was spent, whether the plan holds, and what the rest of the year will bring.",
    chart:
      "A bar is the range that the plan expected, the mark is what happened. Of ten marks about eight should lie inside an 80% range: many more or fewer mean that the ranges are too wide or too narrow.",
  },
  value: {
    answers: "What each use of AI brings, how surely that is known, and what to decide about it when.",
    chart:
      "In the quadrant, right is more use and up is more benefit, each as a share of what the case says. Follow the gates from left to right: benefit that does not pass a gate does not reach the accounts. Tokens and prompts are shown as signs of activity, never as a goal.",
  },
  report: {
    answers: "What the budget plan looks like as it is printed, and in which files you can share it.",
    chart:
      "The pages are those of the PDF. Page 1 is the decision; the following pages are its reasons, the months, and every assumption with its evidence.",
  },
  centres: {
    answers: "Whose budget the plan comes from, whether each budget holds, and what each is charged by month.",
    chart:
      "Every budget is 100% on one axis: a bar that reaches past the line is money past that budget. In the table of months costs, months and centers sum to the whole to the cent.",
  },
  settings: {
    answers: "What the plan says of itself: whose it is, its year, days and money, and what moves together.",
    chart:
      "The calendar shows days with work dark and days off light. Inputs that move together make expensive years more expensive: the narrower their cloud along the diagonal, the stronger the tie.",
  },
} as const satisfies Readonly<Record<string, ScreenCard>>;

/** A screen that has a card. */
export type ScreenWithCard = keyof typeof SCREEN_CARDS;
