import { EXITS, RUN_OPTIONS } from "./helpParts.ts";

/** The words of `--help` on commands that write the budget plan as files. */
export const FILES_HELP = {
  report: `past-april report PLAN --pdf FILE [options]

Writes the budget plan: the decision, the scenarios beside each other, months
and workloads, the register of assumptions, and how it was computed. Equal
plan, seed and trials give equal files. At least one of --pdf, --html, --pptx,
--xlsx and --csv is needed.

  --pdf FILE      the budget plan as a PDF
  --paper SIZE    a4 (default) or letter
  --html FILE     the budget plan as one web page that loads nothing, for a
                  screen, a phone or print
  --pptx FILE     five slides with charts that can be changed
  --xlsx FILE     a workbook with live formulas; it can be opened again
  --csv DIR       its tables as CSV files in this folder, in full precision
  --since PLAN    an earlier version of the plan: what moved since then, change
                  by change, as a section
  --centre NAME   the pack of one cost center, by its id or name, instead of the
                  plan: its own figures alone, with --pdf, --xlsx or --csv
  --shard K/N     simulate the Kth of N parts of the plan and of the scenarios
                  shown beside it, for past-april merge to make the files
  --out FILE      where the shard is written
${RUN_OPTIONS}

${EXITS}
`,
  merge: `past-april merge PLAN SHARD… [options]

Joins the shards of a run that several processes or machines simulated with
--shard (forecast, compare, report and portfolio), and gives the answers that
one process would have given, to the byte. PLAN is the plan or the portfolio.
The shards may come in any order; one that is missing, given twice, damaged or
of another plan is named.

  --scenario ID   of shards that hold several scenarios, the one to answer for;
                  base is the plan as it is (default: the comparison of all)
  --json FILE     write all answers as JSON; with - they go to standard output
                  and nothing else does
  --pdf FILE      the budget plan as PDF
  --paper SIZE    a4 (default) or letter
  --html FILE     the budget plan as one web page that loads nothing, for a
                  screen, a phone or print
  --pptx FILE     five slides with charts that can be changed
  --xlsx FILE     a workbook with live formulas; it can be opened again
  --csv DIR       its tables as CSV files in this folder, in full precision
  --since PLAN    an earlier version of the plan, as for report
  --centre NAME   the pack of one cost center, as for report
  --lock LEDGER   keep the forecast in a ledger, with --author NAME and
                  --date DAY
  --workers W     processor cores for what a PDF simulates beside the shards

${EXITS}
`,
} as const;
