import type { ActualsVariance } from "./actualsVariance.ts";

/** A part of a difference: what did it, and money; below 0 it made things cheaper. */
export interface VarianceCause {
  readonly name: string;
  readonly amount: number;
}

/** By what share of the largest cause a cause must move money to be named. */
const LEAST_SHARE = 0.005;

/**
 * The closed months against the plan as causes of all workloads together, in a fixed order; together exactly the
 * difference.
 */
export function varianceCauses({ workloads, fixedCosts, unassigned }: ActualsVariance): VarianceCause[] {
  const sum = (part: keyof ActualsVariance["workloads"][number]["parts"]): number =>
    workloads.reduce((total, { parts }) => total + parts[part], 0);
  const word = (amount: number, more: string, less: string): string => (amount < 0 ? less : more);
  const [volume, tokens, mix, price] = [sum("volume"), sum("tokensPerTask"), sum("mix"), sum("price")];
  const causes = [
    { name: word(volume, "More tasks than planned", "Fewer tasks than planned"), amount: volume },
    { name: word(tokens, "More tokens per task", "Fewer tokens per task"), amount: tokens },
    { name: word(mix, "Mix: more expensive models", "Mix: cheaper models"), amount: mix },
    { name: word(price, "Price: more expensive tokens", "Price: cheaper tokens"), amount: price },
    { name: "Fixed costs", amount: fixedCosts },
    { name: "Tasks not known", amount: sum("unsplit") },
    { name: "In no workload of the plan", amount: unassigned },
    { name: "Run-to-run variation", amount: sum("luck") },
  ];
  const largest = Math.max(...causes.map(({ amount }) => Math.abs(amount)));
  const named = causes.filter(({ amount }) => Math.abs(amount) >= LEAST_SHARE * largest && amount !== 0);
  const rest = causes.reduce((total, cause) => (named.includes(cause) ? total : total + cause.amount), 0);
  return rest === 0 ? named : [...named, { name: "All else", amount: rest }];
}
