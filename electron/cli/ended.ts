/** How a command ended; `--help` says the same in words. */
export const EXIT = {
  done: 0,
  invalidInput: 1,
  wrongUsage: 2,
  machineFailed: 3,
  lineCrossed: 4,
  interrupted: 130,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/**
 * Thrown by a step of a command that cannot go on, and caught in one place, `run.ts`: what to say on standard error,
 * and how it ended.
 */
export class Ended extends Error {
  readonly exit: Exit;
  readonly lines: readonly string[];

  constructor(exit: Exit, ...lines: readonly string[]) {
    super(lines.join("\n"));
    this.exit = exit;
    this.lines = lines;
  }
}

/**
 * How a command ends whose simulation failed: by the plan, whose numbers are too large to be calculated, or by the
 * machine. One answer for every command that simulates.
 */
export function endedByFailure({
  message,
  isPlanInvalid,
}: {
  readonly message: string;
  readonly isPlanInvalid?: true;
}): Ended {
  return isPlanInvalid === true
    ? new Ended(EXIT.invalidInput, `${message}.`)
    : new Ended(EXIT.machineFailed, `The simulation failed: ${message}. No figure was made from it.`);
}
