const PROGRESS =
  /^(?:.*of [\d,]+ simulated years|.*: step \d+ of \d+|The files are being made|\d+% read, .*|Distributions fitted: .*)\n/gm;

/**
 * What a command wrote to standard error beside its progress: how much of that there is depends on how busy the machine
 * is.
 */
export function withoutProgress(stderr: string): string {
  return stderr.replace(PROGRESS, "");
}
