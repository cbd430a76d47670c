/** Addresses of random numbers below a segment's key: all that a workload draws from run to run. */
export const ARRIVALS = 1,
  FIRST_SPLIT = 2,
  SECOND_SPLIT = 3,
  COST = 4,
  DAYS = 5,
  PLAYED = 6,
  APPROVAL = 7,
  PLAYED_RANK = 8,
  DAY_TASKS = 9,
  DAY_FACTOR = 10,
  SPLIT = 16;
