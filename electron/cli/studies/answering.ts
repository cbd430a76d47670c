import type { StudyContext } from "#shared/studies/study.ts";
import type { Prepared } from "#electron/cli/forecast/forecastRun.ts";
import type { StudyAsk, StudyAskName } from "./studyAsk.ts";

/** What a study answers, and the same in words. */
export interface StudyAnswer {
  readonly answer: unknown;
  readonly text: string;
}

/** How a study is asked of a prepared plan. */
export type Answering<Name extends StudyAskName> = (
  ask: Extract<StudyAsk, { name: Name }>,
  prepared: Prepared,
  context: StudyContext,
) => Promise<StudyAnswer>;

/** The id of the scenario that is asked about; null: the plan itself. */
export function idOf(scenario: Prepared["scenario"]): string | null {
  return scenario?.id ?? null;
}

/** Paragraphs, without those that say nothing. */
export function parts(...texts: readonly string[]): string {
  return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}
