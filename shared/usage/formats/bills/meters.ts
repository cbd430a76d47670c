import type { TokenCounts } from "#shared/usage/usageRow.ts";

/** What a cloud's meter counts: a class of tokens, of a model. */
export interface Meter {
  readonly tokens: keyof TokenCounts;
  readonly model: string | null;
}

/** More letters than the name of any meter or unit has. */
const MOST_LETTERS = 400;

/**
 * Reads the name of a meter, usage type or SKU of AWS Bedrock, Azure OpenAI or Vertex AI
 * ("USE1-Claude4.6Opus-cache-read-input-token-count", "gpt 4o 1120 cached Inp glbl Tokens", "Gemini 2.5 Flash GA Text
 * Input - Predictions"). Null: it counts no tokens (images, hours, searches, characters).
 */
export function meterOf(name: string): Meter | null {
  if (name.length > MOST_LETTERS) return null;
  const text = name.toLowerCase().replace(/\b1[- ]hour\b/g, "1h");
  if (/storage|provisioned|hour|search|image|audio|video|character|commitment/.test(text)) return null;
  const isInput = /inp|prompt/.test(text);
  const isOutput = /outp|completion|response|\bopt\b/.test(text);
  const isCache = /cache|caching|cchd|\bcd\b/.test(text);
  const isWrite = /write|\bwr\b/.test(text);
  if (!isInput && !isOutput && !isCache) return null;
  const tokens = isCache
    ? isWrite
      ? /1h/.test(text)
        ? "cacheWriteHour"
        : "cacheWrite"
      : "cacheRead"
    : isOutput
      ? /thinking|reasoning/.test(text)
        ? "reasoning"
        : "output"
      : "input";
  return { tokens, model: modelOfMeter(name) };
}

/** The part of a meter's name that names a model: what stands before the first word that says what is counted. */
function modelOfMeter(name: string): string | null {
  // A marketplace meter names no model.
  if (/(^|-)MP:/.test(name)) return null;
  const bare = withoutEnd(name)
    .replace(/^Azure OpenAI - /i, "")
    .replace(/^[A-Z]{2,4}\d[-_]/, "");
  // "USE1_InputTokenCount": the meter says what is counted, and of which model elsewhere.
  if (/^(inp|outp|prompt|response|completion|cache|token)\w*(count|tokens)\b/i.test(bare)) return null;
  const cut = bare.search(
    /[-\s](GA\b|text\b|thinking\b|cached|cache|cchd|cd\b|inp|outp|input|output|opt\b|prompt|batch|flex|priority|mantle|shortco|longco|global|glbl|regnl)/i,
  );
  const model = (cut > 0 ? bare.slice(0, cut) : bare).replace(/[\s,;:–-]+$/, "").trim();
  return model === "" ? null : model;
}

/** A name without what stands behind its last dash, where that is no part of it: "Predictions", "US East". */
function withoutEnd(name: string): string {
  const dash = name.lastIndexOf("-");
  const end = name.slice(dash + 1).trim();
  return dash > 0 && (end === "Predictions" || /^[A-Z]{2} [A-Z]/.test(end)) ? name.slice(0, dash).trimEnd() : name;
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ["k", 1e3],
  ["thousand", 1e3],
  ["thousands", 1e3],
  ["m", 1e6],
  ["mn", 1e6],
  ["million", 1e6],
  ["millions", 1e6],
  ["b", 1e9],
  ["billion", 1e9],
]);
/** Words of a unit that count tokens, or count without saying what. */
const COUNTED = new Set([
  "token",
  "tokens",
  "unit",
  "units",
  "count",
  "counts",
  "input",
  "output",
  "response",
  "cache",
  "cached",
  "read",
  "write",
  "prompt",
  "completion",
  "each",
  "of",
  "per",
]);

/**
 * How many tokens one unit of a quantity holds: "Tokens", "1K tokens", "1M Tokens", "Million Input Tokens". Null: the
 * unit is no count of tokens.
 */
export function tokensPerUnit(unit: string): number | null {
  if (unit.length > MOST_LETTERS) return null;
  const parts = unit.toLowerCase().match(/\d[\d,.]*|[a-z]+|[^\s\d_()-]/g) ?? [];
  if (parts.length === 0) return null;
  let size = 1;
  let numbers = 0;
  for (const part of parts) {
    const scale = SCALES.get(part);
    if (/^\d/.test(part)) {
      size *= Number(part.replaceAll(",", ""));
      // "10/1000 tokens" is no size.
      if (++numbers > 1 || !Number.isFinite(size)) return null;
    } else if (scale !== undefined) size *= scale;
    else if (!COUNTED.has(part)) return null;
  }
  return size > 0 ? size : null;
}
