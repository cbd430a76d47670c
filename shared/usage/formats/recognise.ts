import {
  anthropicCostReport,
  anthropicUsageReport,
  anthropicUserUsage,
  claudeCodeAnalytics,
} from "./anthropicAdmin.ts";
import { anthropicConsoleCost, anthropicConsoleUsage } from "./anthropicConsole.ts";
import { ccusage } from "./ccusage.ts";
import { claudeCodeTranscript } from "./claudeCode.ts";
import { awsCostExplorer } from "./bills/awsCostExplorer.ts";
import { awsCostExplorerApi } from "./bills/awsCostExplorerApi.ts";
import { bedrockInvocations } from "./bedrockLogs.ts";
import { azureBill } from "./bills/azureBilling.ts";
import { awsBill, focusBill } from "./bills/cloudBilling.ts";
import { gcpBill, gcpBillDocument, gcpBillLines } from "./bills/gcpBilling.ts";
import { codeburnDocument, codeburnRecords, codeburnSums } from "./codeburn.ts";
import { codexRollout } from "./codex.ts";
import { copilotRequests, copilotUsage } from "./copilot.ts";
import { cursorEvents } from "./cursor.ts";
import { isRecord, UnreadableField } from "#shared/usage/text/fields.ts";
import type { UsageFormat, UsageHead } from "./reading/format.ts";
import { guessTable, type TableGuess } from "#shared/usage/formats/table/guessTable.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { documentRecords, fieldNames, flatRecord } from "#shared/usage/formats/table/jsonRecords.ts";
import { mappedTable } from "#shared/usage/formats/table/mappedTable.ts";
import { asPages } from "./pages.ts";
import { geminiCliLines, geminiCliSession } from "./geminiCli.ts";
import { heliconeRequests } from "./helicone.ts";
import { langfuseDocument, langfuseLines, langfuseTable } from "./langfuse.ts";
import { litellmDaily, litellmLogs, litellmLogTable } from "./litellm.ts";
import { openaiCosts, openaiDashboard, openaiUsage, openaiUsageTable } from "./openai.ts";
import { opencodeDocument, opencodeLines, opencodeTable } from "./opencode.ts";
import {
  openrouterActivity,
  openrouterDaily,
  openrouterGenerationDocument,
  openrouterGenerationLines,
  openrouterGenerations,
} from "./openrouter.ts";
import { openTelemetryDocument, openTelemetryLines, openTelemetryTable } from "./telemetry/openTelemetry.ts";
import { tokscale } from "./tokscale.ts";
import { usageSummary } from "./usageSummary.ts";

/** Every export format that is known by its content. */
export const USAGE_FORMATS: readonly UsageFormat[] = [
  anthropicConsoleUsage,
  anthropicConsoleCost,
  anthropicUsageReport,
  anthropicCostReport,
  anthropicUserUsage,
  claudeCodeAnalytics,
  openaiUsage,
  openaiUsageTable,
  openaiCosts,
  openaiDashboard,
  litellmLogs,
  litellmLogTable,
  litellmDaily,
  langfuseLines,
  langfuseDocument,
  langfuseTable,
  heliconeRequests,
  openrouterGenerations,
  openrouterDaily,
  openrouterActivity,
  openrouterGenerationDocument,
  openrouterGenerationLines,
  ccusage,
  tokscale,
  codeburnRecords,
  codeburnDocument,
  codeburnSums,
  claudeCodeTranscript,
  codexRollout,
  opencodeDocument,
  opencodeLines,
  opencodeTable,
  geminiCliSession,
  geminiCliLines,
  cursorEvents,
  copilotUsage,
  copilotRequests,
  focusBill,
  awsBill,
  awsCostExplorer,
  awsCostExplorerApi,
  azureBill,
  gcpBill,
  gcpBillLines,
  gcpBillDocument,
  bedrockInvocations,
  openTelemetryDocument,
  openTelemetryLines,
  openTelemetryTable,
  usageSummary,
];

export interface Recognised {
  readonly format: UsageFormat;
  readonly reason: string;
  /** Read by guessed column names: the reader of the file should look at them. */
  readonly isGuess: boolean;
  /** Of a guess: what its columns leave open. It is read only when somebody has said which column holds what. */
  readonly question: string | null;
  /** Of a guess: which column, or which field of a record of JSON, holds what. */
  readonly columns: ColumnMap | null;
}

/** The formats that a file may be of, by its content, the likeliest first. None: it is not known. */
export function recognise(head: UsageHead): readonly Recognised[] {
  const known = USAGE_FORMATS.flatMap((format): readonly Recognised[] => {
    const reason = format.kind === head.kind ? reasonOf(format, head) : null;
    return reason === null ? [] : [{ format, reason, isGuess: false, question: null, columns: null }];
  });
  if (known.length > 0) return known;
  const pages = USAGE_FORMATS.flatMap((format): readonly Recognised[] => {
    const reason = format.kind === "document" ? asPages(head, (page) => reasonOf(format, page)) : null;
    return reason === null ? [] : [{ format, reason, isGuess: false, question: null, columns: null }];
  });
  if (pages.length > 0) return pages;
  const guess = guessOf(head);
  if (guess === null || guess.columns === null) return [];
  const { time, ...others } = guess.columns;
  const named = Object.entries(others).map(([field, name]) => `${field} in “${String(name)}”`);
  const reason = [`its time seems to be in “${time}”`, ...named].join(", ");
  return [
    {
      format: mappedTable(guess.columns, head.kind),
      reason: guess.question === null ? reason : `${reason}; ${guess.question}`,
      isGuess: true,
      question: guess.question,
      columns: guess.columns,
    },
  ];
}

/**
 * Why a table that no format knows is not read by guess, or what its guess leaves open, with how to answer on the
 * command line; null: nothing is open, or nothing is known.
 */
export function questionOf(head: UsageHead): string | null {
  const guess = guessOf(head);
  return guess === null || guess.question === null ? null : `${guess.question}: ${guess.answer}`;
}

/** Records of JSON whose fields are looked at. */
const LOOKED_RECORDS = 200;

/** A guess at a table, or at records of JSON as rows of one. */
function guessOf(head: UsageHead): TableGuess | null {
  if (head.kind === "table") return guessTable(head.columns, head.sample, head.style);
  const all = head.kind === "lines" ? head.sample.filter(isRecord) : documentRecords(head.value);
  const records = all.slice(0, LOOKED_RECORDS).map(flatRecord);
  return records.length === 0 ? null : guessTable(fieldNames(records), records);
}

/**
 * Why a file is of a format. What a format cannot read to recognise a file by is not of this format, and may be of
 * another.
 */
function reasonOf(format: UsageFormat, head: UsageHead): string | null {
  try {
    return format.recognise(head);
  } catch (error) {
    if (error instanceof UnreadableField) return null;
    throw error;
  }
}
