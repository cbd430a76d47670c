/** The words of `sweep --help`, at most 80 columns wide. */
export const SWEEP_HELP = {
  sweep: `past-april sweep PLAN… [options]

Forecasts every plan, in each scenario that is asked for, with every combination
of the inputs that are varied, on the same simulated years, into one table: one
row each, with budget, request, percentiles and the chance to overspend.

  --vary POINTER=VALUES  an input by its JSON pointer and the values it takes:
                  /budget/amount=1000000,1200000 or a list of JSON. May be given
                  several times: all combinations are forecast
  --scenarios A,B scenarios by id, base for the plan as it is; all for all of
                  them (default: the plan as it is)
  --list          say which rows there are, and forecast nothing
  --row K         forecast only row K, for a scheduler that runs one task a row
  --csv FILE      write the table as CSV, in full precision
  --json FILE     write it as JSON, past-april.sweep/1; with - it goes to
                  standard output and nothing else does
  --trials N      simulated years of each row, 2 to 1,000,000 (default 10,000)
  --seed S        same plans, seed and trials: same bytes (default 1)
  --workers W     processor cores to use; changes no figure

Exit codes are those of past-april --help.
`,
} as const;
