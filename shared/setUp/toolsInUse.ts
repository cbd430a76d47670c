import { currentPrices, type ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { SetUpAnswers, Tool } from "./answers.ts";
import { SEAT_PRICES, SEAT_PRICES_DATE } from "./seatPrices.ts";

/** A tool of the plan, and whether the planner named it. */
export interface ToolInUse {
  readonly tool: Tool;
  /** "assumed": nobody named it; "spend": a row of past spend did, and its model is assumed. */
  readonly from: "answer" | "spend" | "assumed";
}

/** What is assumed until question 2 is answered: the provider's usual model for agents. */
const ASSUMED_MODEL = { provider: "Anthropic", model: "claude-sonnet-5-5" };

/** Words in the name of a bill that say whose models it is for. */
const PROVIDER_WORDS: readonly (readonly [RegExp, { readonly provider: string; readonly model: string }])[] = [
  [/claude|anthropic/i, ASSUMED_MODEL],
  [/openai|gpt|codex/i, { provider: "OpenAI", model: "gpt-6.1-sol" }],
  [/gemini|google|vertex/i, { provider: "Google", model: "gemini-3.8-flash" }],
];

/** The tools of the answers; rows of past spend that name none of them are tools too. */
export function toolsInUse({ tools, spend }: Pick<SetUpAnswers, "tools" | "spend">): ToolInUse[] {
  const named = (tools ?? []).map((tool): ToolInUse => ({ tool, from: "answer" }));
  const known = new Set(named.map(({ tool }) => keyOf(tool.name)));
  const paid = (spend?.rows ?? [])
    .filter(({ tool }) => !known.has(keyOf(tool)))
    .map(({ tool }): ToolInUse => ({ tool: toolOfName(tool), from: "spend" }));
  const all = [...named, ...paid];
  if (all.length > 0 || tools !== null) return all;
  return [{ tool: { kind: "usage", name: "Claude API", models: [ASSUMED_MODEL] }, from: "assumed" }];
}

/** Names of tools are the same whatever their case and spaces. */
export function keyOf(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}

/** The tool that a name stands for: a seat of the list, else a bill by use. */
export function toolOfName(name: string): Tool {
  const seat = SEAT_PRICES.find((price) => keyOf(price.name) === keyOf(name));
  if (seat !== undefined)
    return {
      kind: "seats",
      name,
      seats: null,
      perMonth: seat.perMonth,
      currency: "USD",
      source: `list price of ${SEAT_PRICES_DATE}, ${seat.source}`,
    };
  if (/\b(copilot|cursor|seats?|licen[cs]es?|subscriptions?)\b/i.test(name))
    return { kind: "seats", name, seats: null, perMonth: 30, currency: "USD" };
  const model = PROVIDER_WORDS.find(([words]) => words.test(name))?.[1] ?? ASSUMED_MODEL;
  return { kind: "usage", name, models: [model] };
}

/** The list price of a model that an answer names. */
export function listPriceOf({ provider, model }: { readonly provider: string; readonly model: string }): ListPrice {
  const found = currentPrices.find((price) => price.provider === provider && price.model === model);
  if (found === undefined) throw new Error(`The price list has no model ${model} of ${provider}.`);
  return found;
}
