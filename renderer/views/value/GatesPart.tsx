import { useState, type ReactElement } from "react";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { GateLadder } from "#shared/charts/value/GateLadder.tsx";
import { gateLadderMarks, gateLadderTable } from "#shared/charts/value/gateWords.ts";
import type { Question } from "#shared/forecast/value/questions.ts";
import type { Gate } from "#shared/value/referenceClass.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { BASE_RATES, baseRateSource, gateLines, type GateLine } from "#shared/forecast/value/words/gateWords.ts";
import { unmeasuredWords } from "#shared/forecast/value/words/verbWords.ts";
import type { ValueFacts, ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { RecordFields } from "./fields/RecordFields.tsx";

/** How far has it come? Fifty simulated years through five gates, how each is known, and the class to argue with. */
export function GatesPart({
  facts,
  use,
  onAsk,
  onShowMonths,
}: {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly onAsk: (at: Question | null) => void;
  readonly onShowMonths: () => void;
}): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const gates = gateLines(facts, use);
  const name = use.workload.name;
  const { baseRate } = facts.plan.value;
  if (gates.length === 0)
    return (
      <section aria-label={`${name}: how far has it come?`}>
        <h2 className="part-heading">{`${name}: how far has it come?`}</h2>
        <p className="note">
          No case yet. Five questions say what it should change. <GuideLink page="value">How value is shown</GuideLink>
        </p>
      </section>
    );
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question={`${name}: how far has it come?`}
          fileName={`${name}, how far has it come`}
          chart={<GateLadder name={name} gates={gates} theme={theme} hue={theme.color.scenarios[0]} width={width} />}
          table={() => gateLadderTable({ gates })}
          marks={() => gateLadderMarks({ gates })}
          sentence={unmeasuredWords(use.value.gates)}
        />
      )}
      <GateList
        gates={gates}
        onOpen={(gate) => (gate === "captured" ? onShowMonths() : onAsk(ASKED[gate]))}
        hasMonths={(facts.plan.actuals?.months ?? 0) > 0}
      />
      <ClassArgument baseRate={baseRate} />
      <RecordFields />
    </div>
  );
}

/** The question that a gate's inputs belong to; how far along a use is stands above all five. */
const ASKED: Readonly<Record<Exclude<Gate, "captured">, Question | null>> = {
  works: "outcome",
  adopted: "behaviour",
  flows: "workflow",
  product: null,
};

/** How each gate is known; its name opens what it is known by. What finance has booked stands in closed months. */
function GateList({
  gates,
  onOpen,
  hasMonths,
}: {
  readonly gates: readonly GateLine[];
  readonly onOpen: (gate: Gate) => void;
  readonly hasMonths: boolean;
}): ReactElement {
  const theme = useChartTheme();
  return (
    <ul className="value-gates">
      {gates.map(({ gate, grade, name, known }) => (
        <li key={gate}>
          <EvidenceDisc grade={grade} size={11} theme={theme} />
          {gate === "captured" && !hasMonths ? (
            <strong>{name}</strong>
          ) : (
            <Button kind="link" onClick={() => onOpen(gate)}>
              {name}
            </Button>
          )}
          <span className="note">{known}</span>
        </li>
      ))}
    </ul>
  );
}

/** The one that no survey names. */
const OTHER = -1;

const BASE_RATE_REFUSAL = "Type a share above 0% and below 100%, such as 12%.";

/** How often uses like these have paid: one of the surveys, or a share of the reader's own. */
function ClassArgument({ baseRate }: { readonly baseRate: number }): ReactElement {
  const { change } = usePlanEdits();
  const isSurvey = BASE_RATES.some(({ value }) => value === baseRate);
  const [isAsked, setAsked] = useState(false);
  const isOther = isAsked || !isSurvey;
  return (
    <div className="value-argue" title={baseRateSource(baseRate)}>
      <span>
        Argue with the <Term id="class">class</Term>
      </span>
      <Segmented
        label="How often uses like these have paid"
        options={[
          ...BASE_RATES.map(({ value }) => ({ value, label: formatPercent(value) })),
          { value: OTHER, label: "other" },
        ]}
        value={isOther ? OTHER : baseRate}
        onChange={(value) => {
          setAsked(value === OTHER);
          if (value !== OTHER) change("/value/baseRate", value);
        }}
      />
      {isOther && (
        <FigureField
          label="Share of uses like these that have paid"
          value={baseRate}
          writing={PERCENT}
          check={(value) => (value > 0 && value < 1 ? null : BASE_RATE_REFUSAL)}
          refusal={BASE_RATE_REFUSAL}
          onChange={(value) => change("/value/baseRate", value)}
        />
      )}
      <span className="note">of pilots show in the P&L</span>
    </div>
  );
}
