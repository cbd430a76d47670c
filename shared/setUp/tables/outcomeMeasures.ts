import type { EpochDay } from "#shared/units.ts";
import type { ExportRecord } from "./outcomeRecords.ts";

/** Counts by measure and ISO month. */
export type OutcomeSums = Map<string, Map<string, number>>;

/** Days at either end of a month that a file may lack: weekends and holidays, when nothing is counted. */
export const MOST_DAY_GAP = 3;

/** How outcomes of one kind are found in a record: on which days, and how many. */
interface MeasureRule {
  readonly name: string;
  readonly daysOf: (record: ExportRecord, day: EpochDay | null) => readonly (readonly [EpochDay, number])[];
}

/** Numbers at these paths of a record about a day. */
function summed(name: string, path: RegExp): MeasureRule {
  return {
    name,
    daysOf: (record, day) => {
      if (day === null) return [];
      const counts = record.numbers.filter(([at]) => path.test(at));
      return counts.length === 0 ? [] : [[day, counts.reduce((sum, [, count]) => sum + Math.max(0, count), 0)]];
    },
  };
}

/** Records that are one outcome each, on the day of this field. */
function dated(name: string, field: RegExp): MeasureRule {
  return {
    name,
    daysOf: (record) => {
      for (const [at, day] of record.days) if (field.test(at)) return [[day, 1]];
      return [];
    },
  };
}

/**
 * What is counted, and where exports say it. Breakdowns by editor, language or model repeat a total that stands at the
 * top of a record; only the older form of Copilot's metrics has nothing else.
 */
export const OUTCOME_MEASURES: readonly MeasureRule[] = [
  dated("merged pull requests", /^merged(_at|_date|_on)?$/),
  dated("resolved tickets", /^(resolved|solved|resolution)(_?date|_at|_on|_time)?$/),
  dated("closed issues and tickets", /^(closed|completed)(_?date|_at|_on|_time)?$/),
  summed(
    "merged pull requests",
    /^(pull_requests\.total_merged|(total_)?merged_(prs|pull_requests)|(prs|pull_requests)_merged)$/,
  ),
  summed(
    "merged pull requests by agents",
    /^pull_requests\.total_merged_created_by_copilot$|^(agent|ai)_(prs|pull_requests)_merged$/,
  ),
  summed(
    "pull requests by agents",
    /^(core_metrics\.)?pull_requests_by_claude_code$|^pull_requests\.total_created_by_copilot$/,
  ),
  summed("commits by agents", /^(core_metrics\.)?commits_by_claude_code$/),
  summed(
    "accepted lines",
    /^(core_metrics\.)?lines_of_code\.added$|^(chat_)?accepted_lines_added$|^loc_added_sum$|^copilot_ide_code_completions\..*\.total_code_lines_accepted$/,
  ),
  summed(
    "accepted suggestions",
    /^(chat_)?total_accepts$|^code_acceptance_activity_count$|^copilot_ide_code_completions\..*\.total_code_acceptances$/,
  ),
  summed("accepted edits", /^tool_actions\.[a-z_]+_tool\.accepted$/),
  summed(
    "resolved tickets",
    /^(total_)?(tickets|conversations|cases|issues)_(resolved|solved)$|^(total_)?(resolved|solved)_(tickets|conversations|cases|issues)$/,
  ),
];
