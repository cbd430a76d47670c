/** Words of `--help` that several commands share, at most 80 columns wide. */

export const EXITS = `Exit codes
  0  done
  1  the input is not valid: one sentence a line, with the path
  2  the command line is wrong
  3  the machine failed: a file that cannot be written, a crash
  4  a limit that was given on the command line is crossed
  130  stopped by Ctrl-C; nothing was written`;

export const RUN_OPTIONS = `  --scenario ID   forecast this scenario instead of the plan as it is
  --trials N      simulated years, 2 to 1,000,000 (default 10,000)
  --seed S        same plan, seed and trials: same bytes (default 1)
  --workers W     processor cores to use, 1 to 64 (default: all); changes no
                  figure`;
