import { useMemo, useState, type ReactElement } from "react";
import { formatMoney } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import {
  addPair,
  nextPair,
  pairableNumbers,
  possibleRank,
  setPairRank,
  suggestedPair,
} from "#shared/plan/settings/pairEdits.ts";
import type { PairEffects } from "#shared/studies/pairEffects.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { freshStudy, useStudy } from "#renderer/state/useStudy.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { PairRow } from "./PairRow.tsx";
import { pairClouds } from "./pairClouds.ts";
import { SettingsPart } from "./SettingsPart.tsx";

const USUAL_RANK = 0.5;

/** What moves together: each pair by its names, why, how closely, and what it does to the request. */
export function PairsPart(): ReactElement {
  const { base } = usePlanEdits();
  const isSound = useApp((state) => state.issues.length === 0);
  const pairs = base.correlations ?? [];
  const question = useMemo(
    () => (isSound && (base.correlations?.length ?? 0) > 0 ? { plan: base } : null),
    [base, isSound],
  );
  const study = useStudy("pairEffects", question);
  const effects = freshStudy(study.state);
  const clouds = useMemo(() => (isSound ? pairClouds(base) : []), [base, isSound]);
  const [isAdding, setAdding] = useState(false);
  return (
    <SettingsPart
      question="What moves together?"
      pointer="/correlations"
      aside={
        <Button kind="link" expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          Add a pair
        </Button>
      }
    >
      <p className="note settings-lead">{leadWords(base, effects)}</p>
      {isAdding && <AddPair onDone={() => setAdding(false)} />}
      {question !== null && <StudyStatus study={study} what="What moves together" />}
      {pairs.length > 0 && (
        <ul className="pairs" aria-label="Pairs of assumptions">
          {pairs.map((pair, at) => (
            <PairRow
              key={pair.between.join(" ")}
              plan={base}
              at={at}
              cloud={clouds[at] ?? null}
              effect={effects?.effects[at] ?? null}
            />
          ))}
        </ul>
      )}
      <Contradiction plan={base} />
      {isSound && <Suggestion plan={base} />}
    </SettingsPart>
  );
}

function leadWords(plan: Plan, effects: PairEffects | null): string {
  if ((plan.correlations ?? []).length === 0)
    return "Nothing moves together. Then high and low assumptions cancel each other, and the 80% estimate is likely to be too low.";
  const lead = "Two assumptions that tend to be high in the same simulated year make expensive years more expensive.";
  if (effects === null) return lead;
  const money = formatMoney(plan.currency, effects.without, resolutionOf(effects.askError));
  return `${lead} Without these pairs the request would be ${money}.`;
}

/** Pairs that cannot all hold: what is possible, in one click. */
function Contradiction({ plan }: { readonly plan: Plan }): ReactElement | null {
  const { makeInBase } = usePlanEdits();
  const possible = possibleRank(plan);
  if (possible === null) return null;
  return (
    <p className="settings-warning" role="alert">
      <Icon name="warning" />
      <span>{`These pairs cannot all be so strong. The nearest possible for pair ${possible.at + 1} is ${possible.rank}.`}</span>
      <Button kind="link" onClick={() => makeInBase((current) => setPairRank(current, possible.at, possible.rank))}>
        Use it
      </Button>
    </p>
  );
}

function Suggestion({ plan }: { readonly plan: Plan }): ReactElement | null {
  const { makeInBase } = usePlanEdits();
  const suggestion = suggestedPair(plan);
  if (suggestion === null) return null;
  const { between, rank, what, workloads, together } = suggestion;
  return (
    <p className="settings-warning">
      <Icon name="warning" />
      <span>{`“${what}” is uncertain in ${workloads} workloads and moves together in ${together}. Should another follow?`}</span>
      <Button kind="link" onClick={() => makeInBase((current) => addPair(current, between, rank))}>
        Add it
      </Button>
    </p>
  );
}

/** Two assumptions chosen from all that are uncertain. */
function AddPair({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const numbers = useMemo(() => pairableNumbers(base), [base]);
  const [between, setBetween] = useState(() => nextPair(base));
  if (between === null)
    return <p className="note">Every pair is listed, or fewer than two assumptions are uncertain.</p>;
  const options = numbers.map(({ pointer, label }) => ({ value: pointer, label }));
  const [one, other] = between;
  const isListed = (base.correlations ?? []).some((pair) => pair.between.includes(one) && pair.between.includes(other));
  return (
    <div className="settings-question" role="group" aria-label="Add a pair">
      <Select label="This assumption" options={options} value={one} onChange={(value) => setBetween([value, other])} />
      <Select label="moves with" options={options} value={other} onChange={(value) => setBetween([one, value])} />
      <div className="settings-fields">
        <Button
          kind="primary"
          disabled={one === other || isListed}
          onClick={() => {
            makeInBase((plan) => addPair(plan, between, USUAL_RANK));
            onDone();
          }}
        >
          Add this pair
        </Button>
        {isListed && <span className="note">This pair is listed already.</span>}
      </div>
    </div>
  );
}
