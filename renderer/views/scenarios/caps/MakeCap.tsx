import type { ReactElement } from "react";
import { withAttemptCapSize } from "#shared/plan/edits/capEdits.ts";
import { setAttemptCap, setMonthCap, setUserCap } from "#shared/plan/edits/edits.ts";
import { capName } from "#shared/studies/labWords.ts";
import type { CapLab, CapPoint } from "#shared/studies/capLab/answer.ts";
import { userCapOf } from "#shared/studies/capLab/personCaps.ts";
import { monthCapOf } from "#shared/studies/capLab/monthCaps.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";

/** What a caps lab answered, of which workload of which scenario. */
export interface CapAnswerProps {
  readonly lab: CapLab;
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
}

const NAMES: Readonly<Record<CapLab["cap"], string>> = {
  attempt: "cap on one attempt",
  month: "monthly cap",
  person: "cap a person",
};

/** Makes scenarios of the caps with the least cost and the most value. */
export function MakeCap({ lab, plan, scenario, workload }: CapAnswerProps): ReactElement {
  const make = useChangeAsScenario(scenario);
  const goTo = useApp((state) => state.goTo);
  const places = [...new Set([lab.leastCost.at, lab.mostValue.at])];
  const asScenario = (point: CapPoint): void => {
    const words = capName(point, lab.unit, plan.currency);
    const name = `${plan.workloads[workload]?.name ?? workload}: ${NAMES[lab.cap]} ${words}`;
    make(name, (base) => {
      if (lab.cap === "attempt")
        return point.cap === null
          ? setAttemptCap(base, workload, null).plan
          : withAttemptCapSize(base, workload, Math.round(point.cap));
      if (lab.cap === "person") {
        const { userCap = null } = base.workloads[workload]!;
        return setUserCap(base, workload, point.cap === null ? null : userCapOf(userCap, lab.action!, point.cap)).plan;
      }
      const { monthCap = null } = base.workloads[workload]!;
      return setMonthCap(base, workload, point.cap === null ? null : monthCapOf(monthCap, lab.action!, point.cap)).plan;
    });
    goTo("scenarios");
  };
  return (
    <p className="lab-actions">
      {places.map((at) => (
        <Button key={at} onClick={() => asScenario(lab.points[at]!)}>
          {`Make a scenario of ${lab.points[at]!.cap === null ? "no cap" : capName(lab.points[at]!, lab.unit, plan.currency)}`}
        </Button>
      ))}
    </p>
  );
}
