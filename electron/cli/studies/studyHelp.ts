/** The words of `study --help`, at most 80 columns wide. */
export const STUDY_HELP = {
  study: `past-april study NAME PLAN [options]

Answers one question about a plan that takes several forecasts, all on the same
simulated years: what the screens Drivers, Routes, Caps and Targets show.

  drivers   what moves the request, and what its uncertainty is made of
  bridge    what each change of a scenario does: needs --scenario ID
  routes    what routes of a workload cost, and how often they are right
              --workload ID
  levers    what would make a workload cheaper, and what it does to success
              --workload ID
  models    the smallest model that succeeds often enough, by workload
              --success SHARE of tasks, 9 chances in 10 (default 80%)
  caps      a workload under caps of several sizes
              --workload ID   --cap attempt|month|person
              (default: attempt)
  size      the best size of one rule
              --workload ID   --size attempt-cap|month-cap|router
              --max-overrun SHARE  most that the chance to overspend may be
              (default 50%)
  targets   the budget for a confidence, the best prepaid amount, the reserve
              --confidence SHARE (default: the plan's)   --outcomes N
              --discount SHARE of a prepaid amount (default 10%)
  contracts which contract costs least, with the best number of seats or amount
              --workloads A,B (default: those that seats cover)
              --pool OFFER   --person OFFER: seats of the plan or of a preset
              --discount SHARE of a commitment (default: the plan's)
  enough    what would make the budget enough
  stress    the mildest way to spend the budget by the end of a month
              --month 2027-09
  year      one simulated year, month by month
              --rank SHARE of the years that are cheaper (default: the plan's
              confidence)
  pilots    what more test runs are worth for the choice of a scenario

  --scenario ID   ask it of this scenario instead of the plan as it is
  --trials N      at most so many simulated years a forecast, 200 to 1,000,000
                  (default 10,000); a study takes fewer where they are enough
  --seed S        same plan, seed and trials: same bytes (default 1)
  --workers W     processor cores to use; changes no figure
  --json FILE     write the whole answer as JSON, past-april.study/1; with - it
                  goes to standard output and nothing else does

A plan with one workload needs no --workload.

Exit codes are those of past-april --help.
`,
} as const;
