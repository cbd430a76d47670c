/** What of a workload asks for its months. */
export interface ValueParts {
  readonly case: object | null;
  readonly gate: object | null;
}

/** Whether every month of a workload is kept: the value of its outcomes, or a decision about it, is read from them. */
export function isMonthly(workload: ValueParts): boolean {
  return workload.case !== null || workload.gate !== null;
}
