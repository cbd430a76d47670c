import { BLOCK_TRIALS } from "#shared/engine/parameters/trialKey.ts";

/** What is kept at the most; the workloads that were asked for longest ago go first. */
const MOST_BYTES = 64 * 2 ** 20;

/** Years of workloads that a worker has simulated: plans that have a workload in common need it once. */
export interface KnownYears {
  /** The years of a workload, by all that they depend on (`workloadPrints`); each takes `length` numbers. */
  workload(print: string, length: number): KnownWorkload;
}

/** The years of one workload. */
export interface KnownWorkload {
  /** What was kept at a place; null: nothing. */
  recall(place: number): Float64Array | null;
  /** Keeps the numbers of a year, none of which is no number; later changes of `year` change nothing. */
  keep(place: number, year: Float64Array): void;
}

/** Nothing is known yet. */
export function createKnownYears(mostBytes = MOST_BYTES): KnownYears {
  const workloads = new Map<string, KnownBlocks>();
  let bytes = 0;
  const makeRoom = (own: KnownBlocks): void => {
    for (const [print, oldest] of workloads) {
      if (bytes <= mostBytes || oldest === own) return;
      workloads.delete(print);
      bytes -= oldest.bytes();
    }
  };
  return {
    workload: (print, length) => {
      const known =
        workloads.get(print) ??
        createBlocks(length, (own, added) => {
          if (workloads.get(print) !== own) return;
          bytes += added;
          makeRoom(own);
        });
      // The one asked for last stands last.
      workloads.delete(print);
      workloads.set(print, known);
      return known;
    },
  };
}

interface KnownBlocks extends KnownWorkload {
  readonly bytes: () => number;
}

function createBlocks(length: number, onGrowth: (own: KnownBlocks, bytes: number) => void): KnownBlocks {
  const blocks = new Map<number, Float64Array>();
  const blockBytes = BLOCK_TRIALS * length * Float64Array.BYTES_PER_ELEMENT;
  const known: KnownBlocks = {
    bytes: () => blocks.size * blockBytes,
    recall: (place) => {
      const block = blocks.get(Math.floor(place / BLOCK_TRIALS));
      const from = (place % BLOCK_TRIALS) * length;
      // A year's numbers are numbers, so that NaN says where none has been kept.
      return block === undefined || Number.isNaN(block[from]) ? null : block.subarray(from, from + length);
    },
    keep: (place, year) => {
      const b = Math.floor(place / BLOCK_TRIALS);
      let block = blocks.get(b);
      if (block === undefined) {
        blocks.set(b, (block = new Float64Array(BLOCK_TRIALS * length).fill(NaN)));
        onGrowth(known, blockBytes);
      }
      block.set(year, (place % BLOCK_TRIALS) * length);
    },
  };
  return known;
}
