/** The technical words of the screens, each explained in one or two sentences that need no other word. */
export const GLOSSARY = {
  future: "One way the year may go. Each uncertain assumption is drawn once, then every day is simulated.",
  overrun: "A simulated year that costs more than the budget.",
  ask: "The amount to request. It is enough in the share of simulated years you choose: 80% unless you change it.",
  base: "The middle estimate (50%): half of the simulated years cost less, half cost more.",
  contingency: "The difference between the base and the request.",
  reserve: "The difference between the request and the next confidence level. It is held back, not handed out.",
  runOut: "The budget is spent on the first day on which all spend so far reaches it.",
  safeUntil: "Until that day the budget lasts in 9 of 10 simulated years.",
  adoption: "The share of the people with access who use it.",
  attempt: "One try by one model at a task. A task may need several.",
  outcome: "A task that ended accepted and correct: what the money is spent for.",
  loaded: "All costs of one outcome: model cost, review, failures and errors.",
  wander: "How far demand moves from month to month around its trend.",
  runaway: "An attempt that got out of hand: it uses many times the tokens and gives no result.",
  evidence: "How a number is known: measured, sampled, judged by someone, or guessed.",
  goodTo: "Simulation error: with other random numbers the figures would differ by at most about this much.",
  range:
    "Eight chances in ten that the value lies between the two numbers, one that it is lower, one that it is higher.",
  middle: "Equally likely to be above or below.",
  spread: "How much runs differ: the standard deviation of the logarithm of their tokens.",
  attemptCap: "An attempt that reaches the cap is stopped.",
  monthCap: "A workload that has spent the cap waits, stops or takes a cheaper route until the month ends.",
  cacheRead: "Text that the model has already read in this run and reads again at a lower price.",
  rebound: "How demand reacts to prices. −0.3: prices 10% higher reduce work by 3%.",
} as const satisfies Record<string, string>;

export type TermId = keyof typeof GLOSSARY;
