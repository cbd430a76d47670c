import type { UsageHead } from "#shared/usage/formats/reading/format.ts";
import { type StatedStyle, statedStyle } from "#shared/usage/text/numbers.ts";
import { questionOf, recognise, type Recognised } from "#shared/usage/formats/recognise.ts";
import { documentValueOf, lookAtText, type TextLook } from "#shared/usage/text/textLook.ts";
import type { UsagePart } from "./usageFiles.ts";
import { UnreadableFile } from "./zipArchive.ts";
import { documentOf, headOf, type ParquetReader, styleOf } from "./partHead.ts";
import { reasonOf } from "./reasonOf.ts";

/** A table of Parquet, by its columns and first rows. */
interface ParquetLook {
  readonly kind: "parquet";
  readonly columns: readonly string[];
  readonly sample: readonly Readonly<Record<string, string>>[];
}

/** What a part is taken for. */
export interface PartLook {
  readonly look: TextLook | ParquetLook;
  /** The formats it may be of, the likeliest first. */
  readonly candidates: readonly Recognised[];
  /** Why it cannot be read at all. */
  readonly issue: string | null;
  /** What has to be answered before it is read, with how to answer it; null: nothing, or nothing is known of it. */
  readonly question: string | null;
}

/** Looks at the beginning of a part; of one JSON document, at all of it. */
export async function lookAtPart(
  part: UsagePart,
  parquetLook: ParquetReader["look"],
  stated: StatedStyle | null = null,
): Promise<PartLook> {
  if (part.issue !== undefined)
    return { look: { kind: "none", reason: part.issue }, candidates: [], issue: part.issue, question: null };
  try {
    const { head, isWhole, isParquet } = await headOf(part);
    if (isParquet) return await lookAtParquet(part, parquetLook);
    const begun = lookAtText(head, isWhole);
    // A month of days that are sorted shows its order of day and month in the second half.
    const whole =
      begun.kind === "table" && begun.isStyleOpen
        ? { ...begun, style: await styleOf(part, begun), isStyleOpen: false }
        : begun;
    const look = whole.kind === "table" ? { ...whole, style: statedStyle(whole.style, stated) } : whole;
    if (look.kind === "none") return { look, candidates: [], issue: look.reason, question: null };
    if (look.kind === "table" || look.kind === "lines") return lookAtRecords(look, isWhole);
    return documentLook(look, isWhole ? documentValueOf(head) : await documentOf(part));
  } catch (error) {
    return { look: { kind: "none", reason: "" }, candidates: [], issue: reasonOf(error), question: null };
  }
}

async function lookAtParquet(part: UsagePart, parquetLook: ParquetReader["look"]): Promise<PartLook> {
  if (part.member !== null) throw new UnreadableFile("it is a Parquet file within an archive; unpack it first");
  const { columns, sample } = await parquetLook(part.path);
  const issue = sample.length === 0 ? NO_ROWS : null;
  return { look: { kind: "parquet", columns, sample }, ...recognised({ kind: "table", columns, sample }), issue };
}

/** Rows of a table, or lines; one line of JSON is a line and a document alike. */
function lookAtRecords(look: Extract<TextLook, { readonly kind: "table" | "lines" }>, isWhole: boolean): PartLook {
  const found = recognised(look);
  const isOne = look.kind === "lines" && isWhole && look.sample.length === 1;
  const isKnown = found.candidates.some(({ isGuess }) => !isGuess);
  if (isKnown || !isOne) return { look, ...found, issue: emptinessOf(look) };
  const value = look.sample[0];
  const asDocument = recognised({ kind: "document", value });
  // A list of records is a document; one record alone is a line, unless only the document explains all of it.
  const isExplained = ({ candidates: [likeliest] }: Pick<PartLook, "candidates">): boolean =>
    likeliest !== undefined && likeliest.question === null;
  return asDocument.candidates.length > found.candidates.length ||
    asDocument.candidates.some(({ isGuess }) => !isGuess) ||
    (isExplained(asDocument) && !isExplained(found))
    ? { look: { kind: "document" }, ...asDocument, issue: null }
    : { look, ...found, issue: found.candidates.length === 0 ? emptinessOf({ kind: "document", value }) : null };
}

/** One JSON document; undefined: it is not valid. */
function documentLook(look: TextLook, value: unknown): PartLook {
  if (value === undefined)
    return {
      look,
      candidates: [],
      issue: "it starts like JSON but is not valid: it may have been cut off",
      question: null,
    };
  const found = recognised({ kind: "document", value });
  return { look, ...found, issue: found.candidates.length === 0 ? emptinessOf({ kind: "document", value }) : null };
}

function recognised(head: UsageHead): Pick<PartLook, "candidates" | "question"> {
  return { candidates: recognise(head), question: questionOf(head) };
}

const NO_ROWS = "it has the names of columns and no rows";

/** What is said of a file that holds a list or columns and nothing under them; null: it is not one. */
function emptinessOf(head: TextLook | { readonly kind: "document"; readonly value: unknown }): string | null {
  if (head.kind === "table" && /^\s*<(!doctype|html|\?xml|table|meta)/i.test(head.columns[0] ?? ""))
    return "it is a web page or XML under the name of a table: open it in a spreadsheet and save it as XLSX or CSV";
  if (head.kind === "table") return head.sample.length === 0 && head.isWhole ? NO_ROWS : null;
  if (head.kind !== "document" || !("value" in head)) return null;
  const { value } = head;
  if (Array.isArray(value)) return value.length === 0 ? "it is an empty list" : null;
  const list =
    typeof value === "object" && value !== null
      ? Object.entries(value).find(([, each]) => Array.isArray(each))
      : undefined;
  return list !== undefined && (list[1] as unknown[]).length === 0 ? `its list “${list[0]}” is empty` : null;
}
