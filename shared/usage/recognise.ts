import { anthropicCostReport, anthropicUsageReport, anthropicUserUsage, claudeCodeAnalytics } from "./formats/anthropicAdmin.ts";
import { anthropicConsoleCost, anthropicConsoleUsage } from "./formats/anthropicConsole.ts";
import { ccusage } from "./formats/ccusage.ts";
import { claudeCodeTranscript } from "./formats/claudeCode.ts";
import { awsBill, azureBill, focusBill, gcpBill } from "./formats/cloudBilling.ts";
import { codexRollout } from "./formats/codex.ts";
import { copilotUsage } from "./formats/copilot.ts";
import { cursorEvents } from "./formats/cursor.ts";
import { UnreadableField } from "./fields.ts";
import type { UsageFormat, UsageHead } from "./formats/format.ts";
import { guessColumns, mappedTable } from "./formats/genericTable.ts";
import { heliconeRequests } from "./formats/helicone.ts";
import { langfuseLines, langfuseTable } from "./formats/langfuse.ts";
import { litellmDaily, litellmLogs, litellmLogTable } from "./formats/litellm.ts";
import { openaiCosts, openaiDashboard, openaiUsage } from "./formats/openai.ts";
import { openrouterDaily, openrouterGenerations } from "./formats/openrouter.ts";
import { openTelemetryDocument, openTelemetryLines } from "./formats/openTelemetry.ts";

/** Every export format that is known by its content. */
export const USAGE_FORMATS: readonly UsageFormat[] = [
  anthropicConsoleUsage, anthropicConsoleCost, anthropicUsageReport, anthropicCostReport, anthropicUserUsage, claudeCodeAnalytics,
  openaiUsage, openaiCosts, openaiDashboard, litellmLogs, litellmLogTable, litellmDaily, langfuseLines, langfuseTable, heliconeRequests,
  openrouterGenerations, openrouterDaily, ccusage, claudeCodeTranscript, codexRollout, cursorEvents, copilotUsage,
  focusBill, awsBill, azureBill, gcpBill, openTelemetryDocument, openTelemetryLines,
];

export interface Recognised {
  readonly format: UsageFormat;
  readonly reason: string;
  /** Read by guessed column names: the reader of the file should look at them. */
  readonly isGuess: boolean;
}

/** The formats that a file may be of, by its content, the likeliest first. None: it is not known. */
export function recognise(head: UsageHead): readonly Recognised[] {
  const known = USAGE_FORMATS.flatMap((format): readonly Recognised[] => {
    const reason = format.kind === head.kind ? reasonOf(format, head) : null;
    return reason === null ? [] : [{ format, reason, isGuess: false }];
  });
  if (known.length > 0 || head.kind !== "table") return known;
  const columns = guessColumns(head.columns);
  if (columns === null) return [];
  const format = mappedTable(columns);
  const { time, ...others } = columns;
  const named = Object.entries(others).map(([field, name]) => `${field} in “${String(name)}”`);
  return [{ format, reason: [`its time seems to be in “${time}”`, ...named].join(", "), isGuess: true }];
}

/** Why a file is of a format. What a format cannot read to recognise a file by is not of this format, and may be of another. */
function reasonOf(format: UsageFormat, head: UsageHead): string | null {
  try {
    return format.recognise(head);
  } catch (error) {
    if (error instanceof UnreadableField) return null;
    throw error;
  }
}
