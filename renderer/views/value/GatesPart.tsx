import type { ReactElement } from "react";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { GateLadder } from "#shared/charts/value/GateLadder.tsx";
import { gateLadderMarks, gateLadderTable } from "#shared/charts/value/gateWords.ts";
import { BASE_RATES, baseRateSource, gateLines } from "#shared/forecast/value/words/gateWords.ts";
import { unmeasuredWords } from "#shared/forecast/value/words/verbWords.ts";
import type { ValueFacts, ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { RecordFields } from "./RecordFields.tsx";

/** How far has it come? Fifty simulated years through five gates, how each is known, and the class to argue with. */
export function GatesPart({ facts, use }: { readonly facts: ValueFacts; readonly use: ValueUse }): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { change } = usePlanEdits();
  const gates = gateLines(facts, use);
  const name = use.workload.name;
  const { baseRate } = facts.plan.value;
  if (gates.length === 0)
    return (
      <section aria-label={`${name}: how far has it come?`}>
        <h2 className="part-heading">{`${name}: how far has it come?`}</h2>
        <p className="note">No case yet. Five questions say what it should change.</p>
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
      <ul className="value-gates">
        {gates.map((gate) => (
          <li key={gate.gate}>
            <EvidenceDisc grade={gate.grade} size={11} theme={theme} />
            <strong>{gate.name}</strong>
            <span className="note">{gate.known}</span>
          </li>
        ))}
      </ul>
      <div className="value-argue" title={baseRateSource(baseRate)}>
        <span>
          Argue with the <Term id="class">class</Term>
        </span>
        <Segmented
          label="How often uses like these have paid"
          options={BASE_RATES.map(({ value }) => ({ value, label: formatPercent(value) }))}
          value={baseRate}
          onChange={(value) => change("/value/baseRate", value)}
        />
        <span className="note">of pilots show in the P&L</span>
      </div>
      <RecordFields />
    </div>
  );
}
