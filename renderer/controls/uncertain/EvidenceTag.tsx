import type { ReactElement } from "react";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { BY_READER, evidenceWords } from "#shared/plan/register/evidenceWords.ts";
import { formerEvidence, statedAnew } from "#shared/plan/register/ownEvidence.ts";
import type { Evidence } from "#shared/plan/schema/plan.ts";
import { formatDate, type PlanStart } from "#shared/format/dates.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

/**
 * One click states the evidence of the number that stood here before for the number as it is now. Null: there is none
 * to state.
 */
export function StateAnew({
  label,
  evidence,
  onChange,
}: {
  readonly label: string;
  readonly evidence: Evidence | undefined | null;
  readonly onChange: (evidence: Evidence) => void;
}): ReactElement | null {
  const anew = statedAnew(evidence);
  if (anew === null || anew.grade === "guessed") return null;
  const details = [evidenceWords(anew.source).source, anew.by]
    .filter((part) => part !== undefined && part !== "")
    .join(", ");
  return (
    <Button
      kind="link"
      title={`Keeps the evidence of the old number for the new one: ${anew.grade}${details === "" ? "" : `, ${details}`}`}
      onClick={() => onChange(anew)}
    >
      {`Still ${anew.grade}`}
      <span className="visually-hidden">{`: ${label}`}</span>
    </Button>
  );
}

const WORDS = { measured: "Measured", sampled: "Sampled", judged: "Judged", guessed: "Guessed" } as const;

/**
 * How well an input is known: a disc filled by how much, the word, then source, by whom and when. Nothing stated is a
 * guess.
 */
export function EvidenceTag({
  evidence,
  start,
  short = false,
}: {
  readonly evidence: Evidence | undefined | null;
  readonly start: PlanStart;
  readonly short?: boolean;
}): ReactElement {
  const theme = useChartTheme();
  const grade = evidence?.grade ?? "guessed";
  const { note } = evidenceWords(evidence?.source);
  const words = tagWords(evidence ?? undefined, start);
  return (
    <span className="evidence">
      <span aria-hidden="true">
        <EvidenceDisc grade={grade} size={11} theme={theme} />
      </span>
      <span className="evidence-grade">{WORDS[grade]}</span>
      {!short && words !== "" && (
        <span className="evidence-words" title={[words, note].filter((part) => part !== "").join("\n")}>
          {words}
        </span>
      )}
    </span>
  );
}

/** Source, by whom and when, and what was known of the number before; "no owner yet" for a guess of nobody. */
function tagWords(evidence: Evidence | undefined, start: PlanStart): string {
  if (evidence === undefined) return "no owner yet";
  const { source, by, date, grade } = evidence;
  const former = formerEvidence(evidence);
  const details = [
    evidenceWords(source).source,
    by === BY_READER ? `by ${BY_READER}` : by,
    date === undefined ? undefined : formatDate(epochDayOf(date), start),
    former === null ? undefined : `was ${former.words}, ${former.evidence.grade}`,
  ].filter((part) => part !== undefined && part !== "");
  return details.length === 0 && grade === "guessed" && by === undefined ? "no owner yet" : details.join(", ");
}
