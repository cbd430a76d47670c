import { strFromU8, unzipSync, type Unzipped } from "fflate";

/** A sheet of a workbook: its name, and its cells as texts, row by row from A1; what is empty is "". */
export interface SheetCells {
  readonly name: string;
  readonly cells: readonly (readonly string[])[];
}

/** Said in one sentence to whoever chose the file. */
export class UnreadableWorkbook extends Error {}

/** A workbook of a plan is a hundredth of this; more is an archive that would fill the memory. Bytes. */
const MOST_PART = 200_000_000;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 500;

/**
 * The sheets of a workbook (XLSX, ECMA-376) in their order. Numbers are the texts that stand in the file, to the last
 * digit; formulas are their last result; styles, charts and everything else is passed over. Throws `UnreadableWorkbook`.
 */
export function readSheets(bytes: Uint8Array): SheetCells[] {
  const parts = unzipped(bytes);
  const workbook = partOf(parts, "xl/workbook.xml");
  if (workbook === null) throw new UnreadableWorkbook("The file is not an Excel workbook (XLSX).");
  const targets = relationsOf(partOf(parts, "xl/_rels/workbook.xml.rels") ?? "");
  const texts = sharedTexts(partOf(parts, "xl/sharedStrings.xml") ?? "");
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*?)\/?>/g)].map(([, attributes = ""]) => {
    const name = decoded(attributeOf(attributes, "name") ?? "");
    const target = targets.get(attributeOf(attributes, "r:id") ?? "") ?? "";
    const xml = partOf(parts, target.startsWith("/") ? target.slice(1) : `xl/${target}`) ?? "";
    return { name, cells: cellsOf(xml, texts) };
  });
}

function unzipped(bytes: Uint8Array): Unzipped {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/^xl\/(workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name))
          return false;
        if (originalSize > MOST_PART) throw new UnreadableWorkbook("The workbook is larger than 200 MB unpacked.");
        return true;
      },
    });
  } catch (error) {
    if (error instanceof UnreadableWorkbook) throw error;
    throw new UnreadableWorkbook("The file is not an Excel workbook (XLSX), or it is damaged.");
  }
}

function partOf(parts: Unzipped, name: string): string | null {
  const bytes = Object.hasOwn(parts, name) ? parts[name] : undefined;
  return bytes === undefined ? null : strFromU8(bytes);
}

function attributeOf(attributes: string, name: string): string | null {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
}

function relationsOf(xml: string): Map<string, string> {
  return new Map(
    [...xml.matchAll(/<Relationship\s([^>]*?)\/?>/g)].map(([, attributes = ""]) => [
      attributeOf(attributes, "Id") ?? "",
      decoded(attributeOf(attributes, "Target") ?? ""),
    ]),
  );
}

function sharedTexts(xml: string): string[] {
  return [...xml.matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, item = ""]) => textOf(item));
}

/** The text of an item, without its phonetic reading. */
function textOf(xml: string): string {
  const plain = xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, "");
  return [...plain.matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)].map(([, text = ""]) => decoded(text)).join("");
}

function cellsOf(xml: string, texts: readonly string[]): string[][] {
  const rows: string[][] = [];
  for (const [, attributes = "", inner = ""] of xml.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    const at = Number(attributeOf(attributes, "r") ?? rows.length + 1) - 1;
    if (!(at >= 0 && at < MOST_ROWS)) continue;
    while (rows.length < at) rows.push([]);
    rows[at] = rowOf(inner, texts);
  }
  return rows;
}

function rowOf(xml: string, texts: readonly string[]): string[] {
  const row: string[] = [];
  for (const [, attributes = "", inner = ""] of xml.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const place = attributeOf(attributes, "r");
    const column = place === null ? row.length : columnOf(place);
    if (column >= MOST_COLUMNS) continue;
    while (row.length < column) row.push("");
    row[column] = valueOf(attributeOf(attributes, "t") ?? "n", inner, texts);
  }
  return row;
}

/** 0 for "A12", 27 for "AB3". */
function columnOf(place: string): number {
  const letters = /^[A-Z]+/.exec(place)?.[0] ?? "A";
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(type: string, inner: string, texts: readonly string[]): string {
  if (type === "inlineStr") return textOf(inner);
  const value = decoded(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(inner)?.[1] ?? "");
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "true" : "false";
  return value;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text of XML as it is meant; `_x000A_` is how workbooks write characters that XML cannot. */
function decoded(text: string): string {
  return text
    .replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name: string) => {
      if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
      const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    })
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
