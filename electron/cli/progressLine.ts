/** Reports how far a command is while it works. */
export interface ProgressLine {
  /** What is being done and how far it is: "4,000 of 10,000 simulated years". */
  readonly show: (text: string) => void;
  /** The work is done: nothing of it is left on a terminal, and nothing more is written. */
  readonly clear: () => void;
}

/** Where progress is written. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

/** A command shorter than this says nothing where it writes lines, ms. */
const FIRST_AFTER = 1_000;
/** From one line to the next, ms: a log must not be filled with them. */
const LINE_EVERY = 5_000;

/**
 * Progress of one command: on a terminal one line that is written over, elsewhere (a log, a pipe) a line of its own
 * every few seconds, the first after a second. A step that reports nothing for long is named again, so that silence
 * never means that the program hangs.
 */
export function createProgressLine(stream: ProgressStream = process.stderr): ProgressLine {
  return stream.isTTY === true ? overwritten(stream) : lines(stream);
}

function overwritten(stream: ProgressStream): ProgressLine {
  let shown = "";
  const show = (text: string): void => {
    if (text !== shown) stream.write(`\r${text}\u001b[K`);
    shown = text;
  };
  return { show, clear: () => show("") };
}

function lines(stream: ProgressStream): ProgressLine {
  let latest: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  const tick = (): void => {
    if (latest !== null) stream.write(`${latest}\n`);
    wait(LINE_EVERY);
  };
  const wait = (ms: number): void => {
    timer = setTimeout(tick, ms);
    // Waiting for the next line must not keep the program from ending.
    timer.unref();
  };
  wait(FIRST_AFTER);
  return {
    show: (text) => {
      latest = text;
    },
    clear: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      latest = null;
    },
  };
}
