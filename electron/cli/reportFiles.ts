import type { Forecasted } from "./forecastRun.ts";
import type { RunArguments } from "./arguments.ts";
export function reportFiles(_: { pdf: string | null; xlsx: string | null; csv: string | null }): { path: string; make: (f: Forecasted, run: RunArguments) => Promise<string | Uint8Array> }[] {
  return [];
}
