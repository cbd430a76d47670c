import { EXITS } from "./helpParts.ts";

/** The words of `portfolio --help`, at most 80 columns wide. */
export const PORTFOLIO_HELP = {
  portfolio: `past-april portfolio FILE [options]

Sums plans on the same simulated years: how much is enough for all of them
together, how likely their joint budget lasts, what each needs of it, month by
month, and what planning together saves. FILE names the plans, by paths relative
to itself:

  {
    "schema": "past-april.portfolio/1",
    "name": "Group, FY2027",
    "plans": [
      { "path": "engineering.pastapril" },
      { "path": "support.pastapril", "name": "Support", "scenario": "cheaper" }
    ]
  }

Optional: "budget" (else the plans' budgets together), "confidence" (else 0.8),
"currency" (else that of the first plan), and "rates", money of the portfolio
for one unit of each other currency. Inputs at the same place in two plans are
high in the same simulated years; plans without a place in common are
independent.

  --trials N      simulated years, 2 to 1,000,000 (default 10,000)
  --seed S        same plans, seed and trials: same bytes (default 1)
  --workers W     processor cores to use, 1 to 64 (default: all); changes no
                  figure
  --json FILE     write all of it as JSON; with - it goes to standard output
                  and nothing else does
  --shard K/N     simulate the Kth of N parts of all its plans, for past-april
                  merge FILE SHARD… to sum
  --out FILE      where the shard is written

${EXITS}
`,
} as const;
