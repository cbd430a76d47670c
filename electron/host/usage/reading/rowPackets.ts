import type { UsageFormat } from "#shared/usage/formats/reading/format.ts";
import { TOKEN_CLASSES, type ServiceTerms, type UsageProblem, type UsageRow } from "#shared/usage/usageRow.ts";

/**
 * Numbers of a row, in the order of a packet's columns; what is not known is NaN. `kind`: place in the packet's
 * `kinds`.
 */
export const PACKED_NUMBERS = [
  "kind",
  "began",
  "ended",
  "requests",
  ...TOKEN_CLASSES.map((name) => `t_${name}`),
  "searches",
  "billed",
  "listed",
  "outcome",
  "is_whole",
  "is_preliminary",
] as const;
/** Texts of a row, in the order of a packet's columns. */
export const PACKED_TEXTS = ["run", "task", "person", "origin", "row_id", "inside"] as const;

/** What many rows have in common. */
export type RowKind = Pick<UsageRow, "provider" | "model" | "currency" | "terms" | "labels">;

/**
 * Rows of a file on their way into the table, by columns: a form that passes from one thread to another at little cost.
 */
export interface RowPacket {
  readonly rows: number;
  /** Column after column, each of `rows` numbers. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly texts: readonly (readonly (string | null)[])[];
  /** Kinds of these rows, each once. */
  readonly kinds: readonly RowKind[];
  /** What could not be read beside them. */
  readonly problems: readonly UsageProblem[];
  /** What is to be said about rows that were read, each sentence once a file. */
  readonly warnings: readonly string[];
  /** Bytes of the disk read since the packet before. */
  readonly bytes: number;
}

/** Rows of a packet at most: as many as the database takes at once. */
export const PACKET_ROWS = 2_048;

/** Different warnings of one file at most: a sentence that names a row would come as often as rows. */
const MOST_WARNINGS = 50;

export interface RowPacker {
  readonly onRow: (row: UsageRow) => void;
  readonly onProblem: (line: number, reason: string) => void;
  readonly onWarning: (sentence: string) => void;
  readonly onRead: (bytes: number) => void;
  /** Hands over what is left, if there is anything. */
  readonly flush: () => void;
}

/** Packs what the reader of one file finds: all of its sink but the pause. */
export function openPacker(
  { coversWhole: coversWhole }: UsageFormat,
  onPacket: (packet: RowPacket) => void,
): RowPacker {
  let rows = 0;
  let bytes = 0;
  let problems: UsageProblem[] = [];
  let warnings: string[] = [];
  const warned = new Set<string>();
  let kinds: RowKind[] = [];
  let texts: (string | null)[][] = PACKED_TEXTS.map(() => []);
  const numbers = PACKED_NUMBERS.map(() => new Float64Array(PACKET_ROWS));
  const met = new Map<string, number>();
  const kindOf = ({ provider, model, currency, terms, labels }: UsageRow): number => {
    const key = kindKey(provider, model, currency, terms, labels);
    const found = met.get(key);
    if (found !== undefined) return found;
    met.set(key, kinds.length);
    return kinds.push({ provider, model, currency, terms, labels }) - 1;
  };
  const flush = (): void => {
    if (rows + problems.length + warnings.length + bytes === 0) return;
    const packed = new Float64Array(numbers.length * rows);
    for (const [i, column] of numbers.entries()) packed.set(column.subarray(0, rows), i * rows);
    const packet: RowPacket = { rows, numbers: packed, texts, kinds, problems, warnings, bytes };
    [rows, bytes, problems, warnings, kinds, texts] = [0, 0, [], [], [], PACKED_TEXTS.map(() => [])];
    met.clear();
    onPacket(packet);
  };
  return {
    onRow: (row) => {
      putNumbers(numbers, rows, kindOf(row), row, coversWhole);
      putTexts(texts, row);
      if (++rows === PACKET_ROWS) flush();
    },
    onProblem: (line, reason) => {
      // A file of nothing but issues is as long as one of rows.
      if (problems.push({ line, reason }) === PACKET_ROWS) flush();
    },
    onWarning: (sentence) => {
      if (warned.has(sentence) || warned.size >= MOST_WARNINGS) return;
      warned.add(sentence);
      warnings.push(sentence);
    },
    onRead: (read) => {
      bytes += read;
    },
    flush,
  };
}

/**
 * Writes the numbers of a row into the columns, in the order of `PACKED_NUMBERS`. It runs once for each row of a file,
 * so it makes no list or function for a row. What this saves has not been measured on a quiet machine.
 */
function putNumbers(columns: readonly Float64Array[], at: number, kind: number, row: UsageRow, isWhole: boolean): void {
  const { tokens } = row;
  columns[0]![at] = kind;
  columns[1]![at] = row.from;
  columns[2]![at] = row.to;
  columns[3]![at] = row.requests ?? Number.NaN;
  for (let i = 0; i < TOKEN_CLASSES.length; i++) columns[4 + i]![at] = tokens[TOKEN_CLASSES[i]!];
  const next = 4 + TOKEN_CLASSES.length;
  columns[next]![at] = row.searches ?? Number.NaN;
  columns[next + 1]![at] = row.billed ?? Number.NaN;
  columns[next + 2]![at] = row.list ?? Number.NaN;
  columns[next + 3]![at] = row.outcome === null ? Number.NaN : row.outcome === "success" ? 1 : 0;
  columns[next + 4]![at] = isWhole && row.to > row.from ? 1 : 0;
  columns[next + 5]![at] = row.isPreliminary ? 1 : 0;
}

/** Adds the texts of a row to the columns, in the order of `PACKED_TEXTS`. */
function putTexts(columns: readonly (string | null)[][], { run, task, user, origin, id, inside }: UsageRow): void {
  columns[0]!.push(run);
  columns[1]!.push(task);
  columns[2]!.push(user);
  columns[3]!.push(origin);
  columns[4]!.push(id);
  columns[5]!.push(inside === null || inside.length === 0 ? null : inside.join("\n"));
}

/** One text for what rows of a kind have in common, by labels in the order in which they stand. */
function kindKey(
  provider: string | null,
  model: string | null,
  currency: string,
  { tier, region, context }: ServiceTerms,
  labels: UsageRow["labels"],
): string {
  let key = `${provider ?? "\u0001"}\u0000${model ?? "\u0001"}\u0000${currency}\u0000${tier}\u0000${region ?? "\u0001"}\u0000${context ?? "\u0001"}\u0000`;
  // With their lengths, so that no letter within a label can pass for the end of it.
  for (const name in labels) key += `\u0000${name.length} ${name}${labels[name]!.length} ${labels[name]!}`;
  return key;
}
