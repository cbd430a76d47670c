/** The words of the field, each in one or two sentences that need no other. */
export const GLOSSARY = {
  future: "One way the year may go: every unknown drawn once, every day played through.",
  overrun: "A future in which the year costs more than the budget.",
  ask: "The amount that is enough in the share of futures you chose, 80% unless you say otherwise.",
  base: "Half of the futures cost less, half cost more.",
  contingency: "From the base to the ask: what being that sure costs.",
  reserve: "Beyond the ask, to the next level of confidence: held back, not handed out.",
  runOut: "The first day on which all spend so far reaches the budget.",
  safeUntil: "Until that day the budget lasts in 9 of 10 futures.",
  adoption: "The share of the people who could use it that do.",
  attempt: "One run of a model at a task. A task may need several.",
  outcome: "A task that ended accepted and right: what the money is spent for.",
  loaded: "Tokens, review, failures and errors together, for each outcome.",
  wander: "How far demand drifts from month to month beside its trend.",
  runaway: "An attempt that got out of hand: many times the tokens, and no result.",
  evidence: "How a number is known: measured, sampled, judged by someone, or guessed.",
  goodTo: "What the figures are good to: drawing the futures anew would move them by about this much at most.",
  range: "Eight chances in ten lie between the two numbers, one below and one above.",
  middle: "As likely to be below as above.",
  spread: "How unlike runs are: the standard deviation of the logarithm.",
  attemptCap: "An attempt that reaches it is stopped.",
  monthCap: "A workload that has spent it waits, stops or takes a cheaper route until the month is over.",
  cacheRead: "Text the model has seen before in this run, read again at a lower price.",
  rebound: "What cheaper prices do to demand: −0.3 means 10% dearer, 3% less work.",
} as const satisfies Record<string, string>;

export type TermId = keyof typeof GLOSSARY;
