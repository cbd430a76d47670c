/** One line that is written over, on a terminal only: a log or a pipe wants results. */
export function createProgressLine(): { show(text: string): void; clear(): void } {
  const stream = process.stderr;
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = "";
  const write = (text: string): void => {
    if (text !== shown) stream.write(`\r${text}\u001b[K`);
    shown = text;
  };
  return { show: write, clear: () => write("") };
}
