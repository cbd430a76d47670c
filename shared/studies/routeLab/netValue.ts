import type { RouteLab, RouteOption } from "./answer.ts";
import { weighted } from "./weighted.ts";

/**
 * What a task of a route is worth, money: value of what is right, less its cost, review, failures and errors nobody
 * noticed.
 */
export function netOf(
  { cost, right, wrong, failed }: Pick<RouteOption, "cost" | "right" | "wrong" | "failed">,
  worth: RouteLab["worth"],
): number {
  return (
    right.mean * worth.value -
    cost.mean -
    worth.review * (right.mean + wrong) -
    worth.failure * failed -
    worth.error * wrong
  );
}

/**
 * By how much one route is worth more a task than another, money, and the standard error of that: draw by draw, so
 * that what both share is in neither.
 */
export function netDifference(
  { tasksByDraw }: Pick<RouteLab, "tasksByDraw">,
  one: RouteOption,
  other: RouteOption,
  worth: RouteLab["worth"],
): { readonly mean: number; readonly error: number } {
  const net = ({ byDraw: { cost, right, wrong, failed } }: RouteOption, i: number): number =>
    right[i]! * worth.value -
    cost[i]! -
    worth.review * (right[i]! + wrong[i]!) -
    worth.failure * failed[i]! -
    worth.error * wrong[i]!;
  return weighted(
    { tasks: tasksByDraw },
    tasksByDraw.map((_, i) => net(one, i) - net(other, i)),
  );
}

/** A difference below this share of what the best route is worth decides nothing, however well it is known. */
const ALIKE = 0.01;

/**
 * Routes that are worth about as much as the best one, and that one: no difference beyond two standard errors, or
 * beyond a hundredth of the worth. The one that is right most often comes first.
 */
export function routesAlike(lab: Pick<RouteLab, "options" | "tasksByDraw">, worth: RouteLab["worth"]): RouteOption[] {
  const best = lab.options.reduce((most, option) => (netOf(option, worth) > netOf(most, worth) ? option : most));
  const isAlike = (option: RouteOption): boolean => {
    const { mean, error } = netDifference(lab, best, option, worth);
    return option === best || mean <= Math.max(2 * error, ALIKE * Math.abs(netOf(best, worth)));
  };
  return lab.options.filter(isAlike).toSorted((one, other) => other.right.mean - one.right.mean);
}
