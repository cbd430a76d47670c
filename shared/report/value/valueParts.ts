import type { Drawing } from "#shared/report/drawing.ts";
import type { Run } from "#shared/report/text.ts";

/** "What we get for it": what the uses of AI bring, on a page of its own. */
export interface ValuePart {
  /** The reading: what to expand, to fix and to decide. */
  readonly title: string;
  readonly answer: readonly Run[];
  readonly tilesNote: string;
  readonly tiles: readonly {
    readonly heading: string;
    /** Null: nothing is known, and the note says what it needs. */
    readonly figure: string | null;
    readonly note: string;
    readonly strip: Drawing | null;
  }[];
  readonly quadrant: { readonly chart: Drawing; readonly sentence: readonly Run[] } | null;
  readonly claims: { readonly chart: Drawing; readonly note: string } | null;
  readonly cutHead: string;
  readonly uses: readonly UsePart[];
  readonly together: { readonly pays: string; readonly saves: string; readonly givesUp: string; readonly note: string };
  readonly foot: readonly Run[];
}

/** A row of the table of uses; `…After`: the fainter words below. */
export interface UsePart {
  readonly disc: Drawing;
  readonly name: string;
  readonly open: string;
  readonly owner: string;
  readonly ownerAfter: string;
  readonly measured: string;
  readonly pays: string;
  readonly paysAfter: string;
  readonly cost: string;
  readonly saves: string;
  readonly givesUp: string;
  readonly decide: string;
  readonly isOverdue: boolean;
  readonly reading: string;
  readonly readingAfter: string;
  /** Nothing is measured: the row is grey. */
  readonly isFaint: boolean;
}

/** "Decisions due": a block for each decision, to be signed. */
export interface DuePart {
  readonly title: string;
  readonly note: string;
  readonly decisions: readonly {
    readonly disc: Drawing;
    readonly name: string;
    readonly reading: string;
    readonly when: string;
    readonly isOverdue: boolean;
    readonly rule: readonly Run[];
    readonly chart: Drawing | null;
    readonly chartWords: readonly Run[];
    readonly facts: readonly { readonly name: string; readonly value: readonly Run[] }[];
    /** The first open question, to be answered by hand; null: all are answered. */
    readonly open: string | null;
    readonly signature: string;
  }[];
}
