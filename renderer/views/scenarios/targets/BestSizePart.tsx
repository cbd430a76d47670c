import { useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { BestSize, SizedThing } from "#shared/studies/targets/bestSize.ts";
import { bestSizeSentence, sizeWords } from "#shared/studies/targets/targetWords.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { PercentSlider } from "#renderer/controls/PercentSlider.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useAsked } from "#renderer/state/useAsked.ts";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { OnDemand, type AskedPartProps } from "./OnDemand.tsx";
import { sizedPlan } from "./sizedPlan.ts";
import { WorkloadSelect } from "#renderer/views/inputs/WorkloadSelect.tsx";

const SIZED_WORDS: Readonly<Record<SizedThing, string>> = {
  "attempt cap": "cap on one attempt",
  "month cap": "monthly cap",
  router: "share of the first branch",
};

/** The size of a cap, or of a router's first branch, that brings most within a risk of overspending. */
export function BestSizePart({ plan, active, scenario }: AskedPartProps): ReactElement | null {
  const ids = Object.keys(active.workloads);
  const make = useChangeAsScenario(scenario);
  const [chosen, setChosen] = useState(ids[0] ?? "");
  const id = ids.includes(chosen) ? chosen : (ids[0] ?? "");
  const [wanted, setWanted] = useState<SizedThing>("attempt cap");
  const [risk, setRisk] = useState(0.5);
  const things = sizedThings(active, id);
  const thing = things.includes(wanted) ? wanted : "attempt cap";
  const { asked, isCurrent, ask } = useAsked({ plan, scenario, workload: id, thing, risk });
  const study = useStudy("bestSize", asked, 0);
  const shown = shownStudy(study.state);
  const workload = active.workloads[id];
  if (workload === undefined) return null;
  const asScenario = ({ thing: sized, best }: BestSize): void =>
    make(`${workload.name ?? id}: ${sized} at ${sizeWords(active, sized, best!.size)}`, (base) =>
      sizedPlan(base, id, sized, best!.size),
    );
  return (
    <OnDemand
      heading="Best cap size"
      label="Find best cap"
      isAsked={isCurrent}
      onAsk={ask}
      fields={
        <>
          <WorkloadSelect plan={active} value={id} onChange={setChosen} />
          <Select
            label="Cap"
            options={things.map((value) => ({ value, label: SIZED_WORDS[value] }))}
            value={thing}
            onChange={setWanted}
          />
          <PercentSlider label="Overspend in at most" value={risk} step={0.02} onChange={setRisk} />
        </>
      }
    >
      {isCurrent && <StudyStatus study={study} what="Sizes" />}
      {shown !== null && isCurrent && !shown.isStale && (
        <BestSizeAnswer active={active} answer={shown.answer} risk={risk} onScenario={asScenario} />
      )}
    </OnDemand>
  );
}

/** What can be sized: a router has one size only where it parts the work in two. */
function sizedThings(plan: Plan, id: string): readonly SizedThing[] {
  const route = plan.workloads[id]?.route;
  const partsInTwo = route !== undefined && "choose" in route && route.choose.length === 2;
  return partsInTwo ? ["attempt cap", "month cap", "router"] : ["attempt cap", "month cap"];
}

function BestSizeAnswer({
  active,
  answer,
  risk,
  onScenario,
}: {
  readonly active: Plan;
  readonly answer: BestSize;
  readonly risk: number;
  readonly onScenario: (answer: BestSize) => void;
}): ReactElement {
  return (
    <p>
      {bestSizeSentence(active, answer, risk)}{" "}
      {`${answer.tried.length} sizes were tried on the same ${formatCount(answer.trials)} simulated years.`}{" "}
      {answer.best !== null && (
        <Button kind="link" onClick={() => onScenario(answer)}>
          Make a scenario
        </Button>
      )}
    </p>
  );
}
