import type { Plan } from "#shared/plan/schema/plan.ts";
import { type ReactElement, useMemo, useState } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { knownWords, targetsAnswer } from "#shared/studies/targets/targetWords.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { PercentSlider } from "#renderer/controls/PercentSlider.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import type { ScenariosPartProps } from "#renderer/views/scenarios/parts.ts";
import { EnoughPart } from "#renderer/views/scenarios/EnoughPart.tsx";
import { SetBudget } from "#renderer/views/scenarios/SetBudget.tsx";
import type { Targets } from "#shared/studies/targets/targets.ts";
import { CommitmentPart } from "./CommitmentPart.tsx";
import { ReserveTable } from "./ReserveTable.tsx";
import { BestSizePart } from "./BestSizePart.tsx";
import { StressPart } from "./StressPart.tsx";

/**
 * What a target takes: the budget for a confidence, a prepaid amount, a reserve that sums, the best size of a rule, and
 * the mildest assumptions that use the budget up.
 */
export function TargetsView({ switcher }: ScenariosPartProps): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const active = useMemo(
    () => (isSound && scenario !== null ? applyScenario(plan, scenario) : plan),
    [plan, scenario, isSound],
  );
  const [confidence, setConfidence] = useState<number | null>(null);
  const [outcomes, setOutcomes] = useState<number | null>(null);
  const [discount, setDiscount] = useState(0.1);
  const sure = confidence ?? active.budget.confidence ?? DEFAULT_CONFIDENCE;
  const question = useMemo(
    () => (isSound ? { plan, scenario, confidence: sure, outcomes, discount } : null),
    [plan, scenario, sure, outcomes, discount, isSound],
  );
  const study = useStudy("targets", question);
  const shown = shownStudy(study.state);
  const unit = pluralOf(active.workloads[shown?.answer.main ?? ""]?.outcome.unit);
  const words =
    shown === null
      ? null
      : targetsAnswer(
          active,
          shown.answer,
          sure,
          outcomes === null ? null : `${formatCount(outcomes)} ${unit}`,
          discount,
        );
  return (
    <div className="lab">
      <Answer words={words} isSound={isSound} />
      {switcher}
      {isSound && <EnoughPart plan={plan} active={active} scenario={scenario} />}
      <StudyStatus study={study} what="Targets" />
      {shown !== null && (
        <>
          <SmallestBudget
            active={active}
            targets={shown.answer}
            {...{ unit, sure, outcomes }}
            onSure={setConfidence}
            onOutcomes={setOutcomes}
          />
          <div className="lab-parts lab-halves">
            <CommitmentPart targets={shown.answer} plan={active} discount={discount} onDiscount={setDiscount} />
            <ReserveTable targets={shown.answer} plan={active} confidence={sure} />
          </div>
          <BestSizePart plan={plan} active={active} scenario={scenario} />
          <StressPart plan={plan} active={active} scenario={scenario} />
        </>
      )}
    </div>
  );
}

/** The head of the screen: the answer, or why there is none yet. */
function Answer({
  words,
  isSound,
}: {
  readonly words: ReturnType<typeof targetsAnswer> | null;
  readonly isSound: boolean;
}): ReactElement {
  if (words !== null)
    return (
      <h1 className="answer">
        <Emphasised {...words} />
      </h1>
    );
  return (
    <h1 className="answer">
      {isSound
        ? "Calculating targets…"
        : "This plan has an error, so nothing can be calculated. The error is shown at the top."}
    </h1>
  );
}

/** The budget that a confidence and a number of outcomes take, and the step to it. */
function SmallestBudget({
  active,
  targets,
  unit,
  sure,
  outcomes,
  onSure,
  onOutcomes,
}: {
  readonly active: Plan;
  readonly targets: Targets;
  readonly unit: string;
  readonly sure: number;
  /** Null: no target. */
  readonly outcomes: number | null;
  readonly onSure: (confidence: number) => void;
  readonly onOutcomes: (outcomes: number | null) => void;
}): ReactElement {
  const known = targets.joint ?? targets.budget;
  return (
    <section aria-label="The smallest budget" className="target">
      <h2 className="part-heading">How much budget for which confidence?</h2>
      <div className="target-fields">
        <PercentSlider
          label="Sure of the whole year"
          value={sure}
          min={0.5}
          max={0.99}
          check={confidenceRefusal}
          onChange={onSure}
        />
        <Field
          label={`And ${unit}, at least`}
          value={outcomes === null ? "" : formatCount(outcomes)}
          placeholder="no target"
          onCommit={(text) => {
            const value = text.trim() === "" ? null : parseTyped(text);
            if (text.trim() !== "" && (value === null || value < 0))
              return "Type a number of outcomes, 0 or more. Leave it empty for no target.";
            onOutcomes(value);
            return null;
          }}
        />
        <SetBudget amount={known.amount} words={knownWords(active.currency, known)} />
      </div>
    </section>
  );
}

function confidenceRefusal(share: number): string | null {
  return share > 0 && share < 1 ? null : "The confidence must lie between 0% and 100%.";
}
