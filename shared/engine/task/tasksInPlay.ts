import type { Slot } from "#shared/engine/compile/compiled.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { uniformOf } from "#shared/random/random.ts";

/** Tasks that are played together: so many that a step's overhead is spread, so few that all stays in the first cache. */
export const MOST_IN_PLAY = 64;

/**
 * Tasks that are played together, step by step: one array for each quantity, so that inner loops run over plain numbers.
 * Written over and over.
 */
export interface TasksInPlay {
  /** Tasks that are in play. */
  count: number;
  /** Tasks among them that have a slot. */
  slotted: number;
  /** Attempts of the workload. */
  readonly attempts: number;
  /**
   * By task, what the caller gives: key of its random numbers, ln tokens growth on its day, and the attempt that must
   * lie in its tail (null: none).
   */
  readonly keyA: Int32Array;
  readonly keyB: Int32Array;
  readonly growth: Float64Array;
  readonly slot: (Slot | null)[];
  /** By task, how it went: its ending, its cost, attempts made, those that lie in their tail, and its slot was reached. */
  readonly ending: Uint8Array;
  readonly cost: Float64Array;
  readonly attemptsMade: Int32Array;
  readonly tails: Int32Array;
  readonly isReached: Uint8Array;
  /** Tokens by attempt of the workload and task, at `placeOf`. */
  readonly tokens: Float64Array;
  /** By attempt of the workload and task: how often it was made; kept only where attempts have fees. */
  readonly made: Float64Array;
  /** By task: its branch, the difficulty that all attempts share, and the answer of the attempt made last. */
  readonly branch: Int32Array;
  readonly difficulty: Float64Array;
  readonly answer: Uint8Array;
  /** By attempt of the workload and task: the part of the difficulty that is its model's own (NaN: not drawn). */
  readonly ofModel: Float64Array;
  /** By task with a slot: the slot's score, and by how much that lifts the latents it is made of. */
  readonly slotScore: Float64Array;
  readonly lift: Float64Array;
  /** Tasks that are at the step in play, and those that a cap stopped there. */
  readonly going: ListedTasks;
  readonly stopped: ListedTasks;
  /**
   * By place in the list that is played, of the attempt made last: random numbers, the model's view of the task, the
   * attempt's score, tokens before any cap, its chance of success, and whether it runs away.
   */
  readonly uniforms: Float64Array;
  readonly views: Float64Array;
  readonly scores: Float64Array;
  readonly taken: Float64Array;
  readonly chances: Float64Array;
  readonly runsAway: Uint8Array;
}

/** Some of the tasks in play, by their places. */
export interface ListedTasks {
  readonly places: Int32Array;
  count: number;
}

/** Room for the tasks of a workload of so many attempts. */
export function createTasksInPlay(attempts: number): TasksInPlay {
  const numbers = (): Float64Array => createScratch(MOST_IN_PLAY);
  const integers = (): Int32Array => new Int32Array(MOST_IN_PLAY);
  const bytes = (): Uint8Array => new Uint8Array(MOST_IN_PLAY);
  return {
    count: 0,
    slotted: 0,
    attempts,
    keyA: integers(),
    keyB: integers(),
    growth: numbers(),
    slot: Array.from({ length: MOST_IN_PLAY }, () => null),
    ending: bytes(),
    cost: numbers(),
    attemptsMade: integers(),
    tails: integers(),
    isReached: bytes(),
    tokens: createScratch(attempts * MOST_IN_PLAY),
    made: createScratch(attempts * MOST_IN_PLAY),
    branch: integers(),
    difficulty: numbers(),
    answer: bytes(),
    ofModel: createScratch(attempts * MOST_IN_PLAY),
    slotScore: numbers(),
    lift: numbers(),
    going: { places: integers(), count: 0 },
    stopped: { places: integers(), count: 0 },
    uniforms: numbers(),
    views: numbers(),
    scores: numbers(),
    taken: numbers(),
    chances: numbers(),
    runsAway: bytes(),
  };
}

/** Where the arrays by attempt and task hold those of an attempt at a task. */
export function placeOf(attempt: number, task: number): number {
  return attempt * MOST_IN_PLAY + task;
}

/** Puts a task in play; there must be room. */
export function addTask(tasks: TasksInPlay, a: number, b: number, growth: number, slot: Slot | null): void {
  const i = tasks.count++;
  tasks.keyA[i] = a;
  tasks.keyB[i] = b;
  tasks.growth[i] = growth;
  tasks.slot[i] = slot;
  if (slot !== null) tasks.slotted++;
}

/** Takes all tasks out of play. */
export function clearTasks(tasks: TasksInPlay): void {
  tasks.count = 0;
  tasks.slotted = 0;
}

/** Lists all tasks in play as going. */
export function listAll({ count, going }: TasksInPlay): ListedTasks {
  for (let i = 0; i < count; i++) going.places[i] = i;
  going.count = count;
  return going;
}

/** Draws for each listed task its uniform number at an address, into `uniforms`. */
export function drawUniforms(
  { keyA, keyB, uniforms }: TasksInPlay,
  { places, count }: ListedTasks,
  address: number,
): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    uniforms[j] = uniformOf(keyA[i]!, keyB[i]!, address);
  }
}
