import type { TaskMeans } from "#shared/engine/taskMeans.ts";

/** Money of a task by parameter draw, however it ends. */
export function costs({ right, wrong, failed }: TaskMeans): Float64Array {
  return right.cost.map((cost, i) => cost + wrong.cost[i]! + failed.cost[i]!);
}

/** Mean over parameter draws by the tasks in each, and its standard error (of a ratio, linearised). */
export function weighted(
  { tasks }: Pick<TaskMeans, "tasks">,
  values: Float64Array,
): { readonly mean: number; readonly error: number } {
  const all = tasks.reduce((sum, count) => sum + count, 0);
  if (!(all > 0)) return { mean: 0, error: 0 };
  let sum = 0;
  for (const [i, value] of values.entries()) sum += tasks[i]! * value;
  const mean = sum / all;
  let squares = 0;
  for (const [i, value] of values.entries()) squares += (tasks[i]! * (value - mean)) ** 2;
  return { mean, error: Math.sqrt(squares) / all };
}
