import type { Evidence } from "#shared/plan/schema/plan.ts";

/** Where observed figures come from, for the register: "usage export, Jan to Mar 2027", and the day it was read. */
export interface UsageSource {
  readonly name: string;
  readonly date: string;
  readonly by?: string;
}

/** Evidence of what was fitted: measured, with what it rests on. */
export function measured(source: UsageSource, n: string): Evidence {
  return {
    grade: "measured",
    source: `${source.name}, n = ${n}`,
    date: source.date,
    ...(source.by === undefined ? {} : { by: source.by }),
  };
}
