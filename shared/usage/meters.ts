import type { TokenCounts } from "./usageRow.ts";

/** What a cloud's meter counts: a class of tokens, of a model. */
export interface Meter {
  readonly tokens: keyof TokenCounts;
  readonly model: string | null;
}

/**
 * Reads the name of a meter, usage type or SKU of AWS Bedrock, Azure OpenAI or Vertex AI ("USE1-Claude4.6Opus-cache-read-input-token-count",
 * "gpt 4o 1120 cached Inp glbl Tokens", "Gemini 2.5 Flash GA Text Input - Predictions"). Null: it counts no tokens (images, hours, searches, characters).
 */
export function meterOf(name: string): Meter | null {
  const text = name.toLowerCase();
  if (/storage|provisioned|hour|search|image|audio|video|character|commitment/.test(text)) return null;
  const isInput = /\b(inp|inpt|input|prompt)|input/.test(text);
  const isOutput = /\b(outp|outpt|output|completion|opt)\b|output|outp/.test(text);
  const isCache = /cache|cached|caching|cchd|\bcd\b/.test(text);
  const isWrite = /write|\bwr\b/.test(text);
  if (!isInput && !isOutput && !isCache) return null;
  const tokens = isCache ? (isWrite ? (/1h|1-hour|hour/.test(text) ? "cacheWriteHour" : "cacheWrite") : "cacheRead") : isOutput ? (/thinking|reasoning/.test(text) ? "reasoning" : "output") : "input";
  return { tokens, model: modelOfMeter(name) };
}

/** The part of a meter's name that names a model: what stands before the first word that says what is counted. */
function modelOfMeter(name: string): string | null {
  // A marketplace meter names no model.
  if (/(^|-)MP:/.test(name)) return null;
  const bare = name
    .replace(/^Azure OpenAI - /i, "")
    .replace(/\s*-\s*(Predictions|[A-Z]{2} [A-Z].*)$/, "")
    .replace(/^[A-Z]{2,4}\d-/, "");
  const cut = bare.search(/[-\s](GA\b|text\b|thinking\b|cached|cache|cchd|cd\b|inp|outp|input|output|opt\b|prompt|batch|flex|priority|mantle|shortco|longco|global|glbl|regnl)/i);
  const model = (cut > 0 ? bare.slice(0, cut) : bare).trim();
  return model === "" ? null : model;
}

/** How many tokens one unit of a quantity holds: "Tokens", "1K tokens", "1M Tokens". Null: the unit is no count of tokens. */
export function tokensPerUnit(unit: string): number | null {
  const text = unit.trim().toLowerCase();
  if (/character/.test(text)) return null;
  const size = /(\d[\d,.]*)?\s*(k|m|thousand|million)?\s*[-_ ]?(tokens?|token count|units?|count)?$/.exec(text);
  if (size === null || (size[3] === undefined && size[2] === undefined && size[1] === undefined)) return null;
  const scale = size[2] === undefined ? 1 : /^(k|thousand)$/.test(size[2]) ? 1e3 : 1e6;
  return Number(size[1]?.replaceAll(",", "") ?? 1) * scale;
}
