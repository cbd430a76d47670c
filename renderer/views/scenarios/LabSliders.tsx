import { PercentSlider } from "#renderer/controls/PercentSlider.tsx";
import type { ReactElement } from "react";
import type { Verifier } from "#shared/plan/schema/plan.ts";
import type { RouteLab } from "#shared/studies/routeLab/answer.ts";
import { Slider } from "#renderer/controls/Slider.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";

function catchesRefusal(share: number): string | null {
  return share > 0 ? isShare(share) : "A check must catch more than 0%.";
}

/** A person as one more route: what a task costs, in the plan's currency (0: not shown), and how often it is correct. */
export interface PersonRoute {
  readonly cost: number;
  readonly right: number;
}

interface WorthSlidersProps {
  readonly worth: RouteLab["worth"];
  /** Upper end of the sliders of a task's money, in the plan's currency. */
  readonly top: number;
  readonly currency: string;
  readonly onValue: (value: number) => void;
  readonly onError: (error: number) => void;
}

/** What a correct outcome is worth and an undetected error costs. */
export function WorthSliders({ worth, top, currency, onValue, onError }: WorthSlidersProps): ReactElement {
  const inMoney = { kind: "money", currency } as const;
  return (
    <>
      <Slider
        label="Value of an outcome"
        value={worth.value}
        min={0}
        max={top}
        step={top / 200}
        writing={inMoney}
        check={atLeast0}
        onChange={onValue}
      />
      <Slider
        label="Cost of an error"
        value={worth.error}
        min={0}
        max={Math.max(10, 2 * top)}
        step={Math.max(10, 2 * top) / 200}
        writing={inMoney}
        check={atLeast0}
        onChange={onError}
      />
    </>
  );
}

interface CheckSlidersProps {
  readonly verifier: Verifier;
  readonly accuracy: number;
  readonly onVerifier: (verifier: Verifier) => void;
  readonly onAccuracy: (accuracy: number) => void;
}

/** How good the check behind an escalation is, and the router in front of one. */
export function CheckSliders({ verifier, accuracy, onVerifier, onAccuracy }: CheckSlidersProps): ReactElement {
  return (
    <>
      <PercentSlider
        label="The check catches"
        value={verifier.catches}
        min={0.02}
        check={catchesRefusal}
        onChange={(catches) => onVerifier({ ...verifier, catches })}
      />
      <PercentSlider
        label="False alarms"
        value={verifier.falseAlarms}
        max={0.5}
        onChange={(falseAlarms) => onVerifier({ ...verifier, falseAlarms })}
      />
      <PercentSlider label="Difficulty recognized in" value={accuracy} onChange={onAccuracy} />
    </>
  );
}

interface PersonSlidersProps {
  readonly person: PersonRoute;
  readonly top: number;
  readonly currency: string;
  readonly onChange: (person: PersonRoute) => void;
}

/** A person instead of a model: shown once a task of theirs has a cost. */
export function PersonSliders({ person, top, currency, onChange }: PersonSlidersProps): ReactElement {
  return (
    <>
      <Slider
        label="A person’s task costs"
        value={person.cost}
        min={0}
        max={top}
        step={top / 100}
        writing={{ kind: "money", currency }}
        check={atLeast0}
        {...(person.cost === 0 ? { words: "not shown" } : {})}
        onChange={(cost) => onChange({ ...person, cost })}
      />
      <PercentSlider
        label="A person is correct in"
        value={person.right}
        min={0.5}
        onChange={(right) => onChange({ ...person, right })}
      />
    </>
  );
}
