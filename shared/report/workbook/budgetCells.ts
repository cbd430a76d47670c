import { MONEY, type CellModel, type CellStyle } from "./model.ts";

/** A cell of words. */
export function text(words: string, style: CellStyle = "plain"): CellModel {
  return { text: words, style };
}

/** A cell of money. */
export function money(number: number, style: CellStyle = "plain"): CellModel {
  return { number, style, format: MONEY };
}

/** A cell that calculates, and what it comes to. */
export function sum(formula: string, number: number, style: CellStyle = "plain", format = MONEY): CellModel {
  return { formula, number, style, format };
}

/** The year of a day since 1970. */
export function yearOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 4);
}
