const TIME = new Intl.DateTimeFormat("en-US", {
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** "March 31 at 17:05", in the reader's own time. */
export function spokenTime(iso: string): string {
  return TIME.format(new Date(iso));
}
