/**
 * Whether files hold the same rows: a later export of what an earlier one held, or the work of other people, machines
 * or accounts that happens to look alike. Rows are the same by their identity (their own id; else stretch, kind and
 * owner); this module judges what two files say of the identities that both have.
 */

/**
 * How rows of one kind of identity compare between two files that share some; `one` is the file with the smaller
 * number.
 */
export interface SharedRows {
  readonly one: number;
  readonly other: number;
  /**
   * "id": requests by their own ids. "content": requests without ids, by all that they say. "sum": sums over a stretch
   * of time, by stretch and kind.
   */
  readonly by: "id" | "content" | "sum";
  /** Identities that both have and that hold tokens or money; of them equal to the token. */
  readonly shared: number;
  readonly equal: number;
  /** Not equal: in every class of tokens at least as much in `one`, in `other`, or neither. */
  readonly oneMore: number;
  readonly otherMore: number;
  readonly mixed: number;
  /** Not equal, because one of them was preliminary and the other is final. */
  readonly closed: number;
  /** Not equal, and at the end of the file that has less: its last day was not over when it was written. */
  readonly late: number;
  /** Ids that cannot be one request: another owner, or another moment and another prompt. */
  readonly clashes: number;
  /** Different moments among the shared ones. */
  readonly moments: number;
  /** Identities of each file, and those within the time that both cover. */
  readonly ofOne: number;
  readonly ofOther: number;
  readonly withinOne: number;
  readonly withinOther: number;
}

/**
 * "same": both report the same work, which counts once. "different": they do not. "undecided": somebody has to be
 * asked.
 */
export type Verdict = "same" | "different" | "undecided";

/** What two files are to each other, by the rows that they share. */
export function verdictOf(rows: SharedRows): Verdict {
  switch (rows.by) {
    case "id":
      return idVerdict(rows);
    case "content":
      return contentVerdict(rows);
    case "sum":
      return sumVerdict(rows);
    default:
      throw new Error(`no such identity: ${String(rows.by satisfies never)}`);
  }
}

/**
 * Ids are unique within a tool; where most of the shared ones cannot be the same request, they are numbers that two
 * files begin anew.
 */
function idVerdict({ shared, clashes }: SharedRows): Verdict {
  if (clashes === 0) return "same";
  return 2 * clashes > shared ? "different" : "undecided";
}

/**
 * Equal requests without ids: one export within the other, or across its end. A single equal row of many may be chance.
 */
function contentVerdict({ shared, moments, ofOne, ofOther, withinOne, withinOther }: SharedRows): Verdict {
  if (shared >= Math.min(ofOne, ofOther)) return "same";
  return moments >= 2 && shared >= Math.min(withinOne, withinOther) ? "same" : "undecided";
}

/**
 * Sums: equal ones are the same work. A later export is larger where the earlier one ended, and equal elsewhere. What
 * was preliminary in one of them proves nothing either way.
 */
function sumVerdict({ shared, equal, oneMore, otherMore, mixed, late, closed }: SharedRows): Verdict {
  const differing = shared - equal - closed;
  if (differing === 0) return equal > 0 || closed === 0 ? "same" : "undecided";
  if (mixed > 0 || (oneMore > 0 && otherMore > 0) || equal === 0) return "undecided";
  return late === differing || equal >= differing ? "same" : "undecided";
}

/** What the user said of two files: their rows add, or those of one count where both report the same. */
export interface FileAnswer {
  readonly one: number;
  readonly other: number;
  readonly counts: "both" | "one" | "other";
}

/** Files that report the same work: rows that several of them hold count once. */
export interface Owner {
  /** Its smallest file. */
  readonly id: number;
  readonly files: readonly number[];
}

export interface Owners {
  readonly owners: readonly Owner[];
  /** How often a file was said to count before others: the most come first. */
  readonly preference: ReadonlyMap<number, number>;
  /** Groups of owners (by id) that share rows and of which nobody has said whether they are the same. */
  readonly undecided: readonly (readonly number[])[];
  /** Pairs of owners (by id) that share rows and are two. */
  readonly apart: readonly (readonly [number, number])[];
}

/** Puts the files together that report the same work. The order in which they came does not matter. */
export function ownersOf(
  files: readonly number[],
  shared: readonly SharedRows[],
  answers: readonly FileAnswer[],
): Owners {
  const rootOf = unionFind(files);
  const edges = edgesOf(shared, answers);
  const preference = new Map<number, number>();
  for (const { one, other, verdict, answer } of edges) {
    if (verdict === "same") rootOf.join(one, other);
    if (verdict !== "undecided" || answer === null || answer === "both") continue;
    rootOf.join(one, other);
    const preferred = answer === "one" ? one : other;
    preference.set(preferred, (preference.get(preferred) ?? 0) + 1);
  }
  const { apart, open } = pairsOfOwners(edges, rootOf.of);
  const groups = unionFind([...new Set(open.flat())]);
  for (const [a, b] of open) groups.join(a, b);
  return {
    owners: groupsOf(files, rootOf.of).map(([id, own]) => ({ id, files: own })),
    preference,
    undecided: groupsOf([...new Set(open.flat())], groups.of).map(([, ids]) => ids),
    apart,
  };
}

/** Two files that share rows: what these say of them, and what was answered. */
interface Edge {
  readonly one: number;
  readonly other: number;
  readonly verdict: Verdict;
  readonly answer: FileAnswer["counts"] | null;
}

function edgesOf(shared: readonly SharedRows[], answers: readonly FileAnswer[]): Edge[] {
  const pairs = new Map<string, { readonly one: number; readonly other: number; readonly verdicts: Set<Verdict> }>();
  for (const rows of shared) {
    const key = `${rows.one} ${rows.other}`;
    const pair = pairs.get(key) ?? { one: rows.one, other: rows.other, verdicts: new Set<Verdict>() };
    pair.verdicts.add(verdictOf(rows));
    pairs.set(key, pair);
  }
  const answered = new Map(answers.map((answer) => [`${answer.one} ${answer.other}`, answer.counts]));
  return [...pairs.values()].map(({ one, other, verdicts }) => ({
    one,
    other,
    verdict: worst(verdicts),
    answer: answered.get(`${one} ${other}`) ?? null,
  }));
}

/** Pairs of owners that share rows: those that are two, and those of which nobody has said. */
function pairsOfOwners(
  edges: readonly Edge[],
  rootOf: (file: number) => number,
): { readonly apart: (readonly [number, number])[]; readonly open: (readonly [number, number])[] } {
  const apart = new Map<string, readonly [number, number]>();
  const open = new Map<string, readonly [number, number]>();
  for (const { one, other, verdict, answer } of edges) {
    const [a, b] = [rootOf(one), rootOf(other)].sort((x, y) => x - y) as [number, number];
    if (a === b) continue;
    (verdict === "different" || answer === "both" ? apart : open).set(`${a} ${b}`, [a, b]);
  }
  // Where one export of somebody was answered, their later exports need not be asked about.
  for (const key of apart.keys()) open.delete(key);
  return { apart: [...apart.values()], open: [...open.values()] };
}

function worst(verdicts: ReadonlySet<Verdict>): Verdict {
  if (verdicts.has("undecided") || (verdicts.has("same") && verdicts.has("different"))) return "undecided";
  return verdicts.has("same") ? "same" : "different";
}

function groupsOf(items: readonly number[], rootOf: (item: number) => number): [number, number[]][] {
  const groups = new Map<number, number[]>();
  for (const item of items.toSorted((a, b) => a - b)) {
    const root = rootOf(item);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

/** Sets of numbers that can be joined; each is known by its smallest. */
function unionFind(items: readonly number[]): {
  readonly of: (item: number) => number;
  readonly join: (one: number, other: number) => void;
} {
  const parents = new Map(items.map((item) => [item, item]));
  const of = (item: number): number => {
    let root = item;
    for (let parent = parents.get(root) ?? root; parent !== root; parent = parents.get(root) ?? root) root = parent;
    parents.set(item, root);
    return root;
  };
  return {
    of,
    join: (one, other) => {
      const [a, b] = [of(one), of(other)];
      parents.set(Math.max(a, b), Math.min(a, b));
    },
  };
}
