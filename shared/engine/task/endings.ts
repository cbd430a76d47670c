/** How a task ended, as an index: a right answer, a wrong one that nobody noticed, or none. */
export const RIGHT = 0;
export const WRONG = 1;
export const FAILED = 2;
