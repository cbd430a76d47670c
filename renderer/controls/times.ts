import { formatDateLong } from "#shared/format/dates.ts";
import { epochDayOf } from "#shared/units.ts";

/** "March 31 at 17:05", in the reader's own time. */
export function spokenTime(iso: string): string {
  const time = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = epochDayOf(`${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`);
  return `${formatDateLong(day, { start: day })} at ${two(time.getHours())}:${two(time.getMinutes())}`;
}
