import { FILES_HELP } from "./filesHelp.ts";
import { EXITS, RUN_OPTIONS } from "./helpParts.ts";
import { PORTFOLIO_HELP } from "./portfolioHelp.ts";
import { SWEEP_HELP } from "./sweep/sweepHelp.ts";
import { STUDY_HELP } from "./studies/studyHelp.ts";
import { USAGE_HELP } from "./usage/usageHelp.ts";

/** The words of `--help`, at most 80 columns wide. */
export type CommandName =
  | "forecast"
  | "value"
  | "compare"
  | "diff"
  | "study"
  | "sweep"
  | "report"
  | "portfolio"
  | "merge"
  | "import"
  | "usage-sql"
  | "reduce"
  | "check"
  | "completion"
  | "guide"
  | "score"
  | "watch"
  | "mcp"
  | "open";

export const HELP = `Past April: plan AI agent spend that lasts the year.

  past-april forecast PLAN [--scenario ID] [--trials N | --precision P]
                           [--seed S] [--workers W] [--json FILE|-]
                           [--lock LEDGER --author NAME [--date DAY]]
  past-april compare  PLAN [--scenarios A,B,…] [--trials N] [--seed S]
                           [--workers W] [--json FILE|-]
  past-april diff     BEFORE AFTER [--trials N] [--seed S] [--json FILE|-]
                           [--at-least SHARE] [--max-overrun SHARE] [--bridge]
  past-april value    PLAN [--scenario ID] [--trials N] [--seed S]
                           [--workers W] [--json FILE|-]
  past-april study    NAME PLAN [--scenario ID] [--trials N] [--seed S]
                           [--workers W] [--json FILE|-]
  past-april sweep    PLAN… [--vary POINTER=VALUES]… [--scenarios all|A,B,…]
                           [--list] [--row K] [--csv FILE] [--json FILE|-]
  past-april report   PLAN [--scenario ID] [--trials N] [--seed S]
                           [--workers W] --pdf FILE [--paper a4|letter]
                           [--html FILE] [--pptx FILE] [--xlsx FILE]
                           [--csv DIR] [--since PLAN] [--centre NAME]
                           [--shard K/N --out FILE]
  past-april portfolio FILE [--trials N] [--seed S] [--workers W]
                           [--json FILE|-] [--shard K/N --out FILE]
  past-april merge    PLAN|PORTFOLIO SHARD… [--scenario ID]
                           [--json FILE|-] [--pdf FILE] [--html FILE]
                           [--pptx FILE] [--xlsx FILE] [--csv DIR]
                           [--since PLAN] [--centre NAME]
                           [--lock LEDGER --author NAME [--date DAY]]
  past-april import   FILE… [--format NAME] [--columns MAP] [--stopped-at N]
                           [--overlap once|add] [--time-zone ZONE]
                           [--json FILE|-]
  past-april usage-sql --dialect NAME [--from SOURCE] [--since DAY]
                           [--until DAY] [--pause MINUTES] [--steps]
  past-april reduce   FILE… --out FILE [--from SOURCE] [--columns MAP]
                           [--since DAY] [--until DAY] [--pause MINUTES]
  past-april check    PLAN
  past-april score    PLAN [LEDGER] [--json FILE|-]
  past-april watch    PLAN [--max-overrun SHARE] [--max-overage SHARE]
                           [--max-beyond SHARE] [--max-lost SHARE]
                           [--notice DAYS] [--today DAY] [--json FILE|-]
  past-april mcp      PLAN… [--workers W]
  past-april completion bash|zsh|fish
  past-april guide    [PAGE]
  past-april open     [PLAN]

PLAN is a plan file. forecast says when the budget is spent and how much to
request; compare compares scenarios on the same simulated years; study answers
what drivers, routes, caps and targets are; sweep makes one table of many
forecasts; portfolio sums plans on the same simulated years; report writes the
budget plan as a PDF, a web page, slides or a workbook; import shows what is in
exports of usage and fits distributions to its runs; usage-sql prints the
statement that sums up usage in a warehouse, reduce does the same with local
files; check lists every error; watch says which line a plan crosses, for a
scheduler; score compares the plan and locked forecasts with the closed months;
guide prints a page of the user guide; open opens the app.

  past-april COMMAND --help    the options of one command

${EXITS}
`;

export const COMMAND_HELP: Readonly<Record<CommandName, string>> = {
  forecast: `past-april forecast PLAN [options]

Says how likely the plan overspends, how much to request, and when the budget
is spent: the year, its months and its workloads.

${RUN_OPTIONS}
  --precision P   run until P80 is known to this share of itself and the chance
                  to overspend to this share, such as 1% (two standard
                  errors; at most 1,000,000 simulated years)
  --json FILE     write all answers as JSON; with - they go to standard output
                  and nothing else does
  --samples FILE  write every simulated year as Parquet, or as CSV where the
                  name ends in .csv: its months, workloads and outcomes
  --lock LEDGER   keep this forecast in a ledger, to be scored once its months
                  have closed; the file is made where it is missing
  --author NAME   whose forecast it is; --lock needs it
  --date DAY      the day on which it is given out (default: today)
  --shard K/N     simulate only shard K of N, for past-april merge; any machine
                  with the same plan, seed and trials may simulate another.
                  --trials then goes up to 100,000,000
  --out FILE      the file of the shard

${EXITS}
`,
  compare: `past-april compare PLAN [options]

Compares up to six scenarios of a plan on the same simulated years: what each
spends and yields, how it differs from the first with the range that holds
8 in 10, how often each is best, the regret of choosing another, and how likely
budget and outcomes hold together.

  --scenarios A,B   the scenarios by id; the others are compared with the
                    first; base is the plan as it is (default: base and
                    the first five scenarios)
  --trials N        simulated years, 2 to 1,000,000 (default 10,000)
  --seed S          same plan, seed and trials: same bytes (default 1)
  --workers W       processor cores to use, 1 to 64 (default: all); changes no
                    figure
  --json FILE       write all of it as JSON; with - it goes to standard output
                    and nothing else does
  --shard K/N       simulate only shard K of N, for past-april merge; any
                    machine with the same plan, seed and trials may simulate
                    another.
                    --trials then goes up to 100,000,000
  --out FILE        the file of the shard

${EXITS}
`,
  diff: `past-april diff BEFORE AFTER [options]

Says what changed between two plan files and what it does to the money: the
request, the spend on the same simulated years, and how often the budget is
overspent. Made for reviews of a plan that is kept under version control.

  --bridge             say also what each change makes of the difference, in
                       whatever order they were made; takes several forecasts
  --at-least SHARE     say nothing where request and chance to overrun move by
                       less than this share, such as 2%; of two equal plans then
                       nothing is said
  --max-overrun SHARE  end with code 4 where AFTER overspends its budget in more
                       than this share of simulated years
  --trials N           number of simulated years, 2 to 1,000,000
                       (default 10,000)
  --seed S             same plans, seed and trials: same bytes (default 1)
  --workers W          processor cores to use; changes no figure
  --json FILE          write all of it as JSON; with - it goes to standard
                       output

${EXITS}
`,
  watch: `past-april watch PLAN [options]

Says whether a plan stays within its lines, for a scheduler that runs it every
day: how likely the budget, or that of a cost center, is overspent, seats are
charged beyond what they include, and a commitment runs dry or is partly lost;
and which models of the plan retire soon. Ends with code 4 where a line is
crossed, and then says on standard error which.

${RUN_OPTIONS}
  --max-overrun SHARE  chance to overspend a budget (default 20%)
  --max-overage SHARE  chance that seats are charged beyond what they include
                       (default 50%)
  --max-beyond SHARE   chance that a commitment runs dry (default 20%)
  --max-lost SHARE     chance that some of a commitment is lost (default 20%)
  --notice DAYS        days before a model retires (default 60)
  --today DAY          count them from this day (default: today)
  --json FILE          write all of it as JSON, past-april.watch/1; with - it
                       goes to standard output

${EXITS}
`,
  value: `past-april value PLAN [options]

Says what the plan's uses of AI bring: which are likely to pay back, what a cut
would save and what it would give up, and which decisions are due. What
nobody has measured is estimated from how often similar uses paid off. Tokens
and head count do not measure value. Where a ledger lies beside PLAN, uses are
compared with the first case that was locked in it.

${RUN_OPTIONS}
  --json FILE     write all answers as JSON, past-april.value/1; with - they go
                  to standard output and nothing else does

${EXITS}
`,
  ...FILES_HELP,
  ...STUDY_HELP,
  ...PORTFOLIO_HELP,
  ...SWEEP_HELP,
  ...USAGE_HELP,
  mcp: `past-april mcp PLAN… [--workers W]

Answers agents about the plans that are named, over the Model Context Protocol
on standard input and output: check_plan, forecast, compare_scenarios,
can_i_afford, estimate_task, value and explain_change. It reads these files and no
other, writes nothing and opens no connection. Files are read again when they
change.

${EXITS}
`,
  open: `past-april open [PLAN]

Opens the app, with PLAN or with its start page: in Electron where its binary
is installed, else in a window of a Chromium-family browser (PAST_APRIL_BROWSER
names one), else at an address that is printed. It ends with its last window.

${EXITS}
`,
  score: `past-april score PLAN [LEDGER] [options]

Says why the closed months differ from the plan: price, volume, tokens per
task, mix of models, and run-to-run variation. Scores every forecast of the
ledger by the months that have closed since it was locked: how often its ranges
held, its CRPS, its bias, and its error compared with a straight line. LEDGER is
by default the file that lies beside PLAN, plan.ledger.json.

  --json FILE     write all scores as JSON; with - they go to standard output
                  and nothing else does

${EXITS}
`,
  guide: `past-april guide [PAGE]

Prints a page of the user guide as text; without PAGE, the list of its pages.
The app shows the same pages with charts.

${EXITS}
`,
  completion: `past-april completion bash|zsh|fish

Prints the script by which the shell completes commands, options, studies and
names of files; its first lines say where it goes.

${EXITS}
`,
  check: `past-april check PLAN

Lists every error of a plan and of its scenarios: where it is, what was found
and what would be right. A plan without errors is checked for warnings.

${EXITS}
`,
};
