import { useMemo, useState, type ReactElement } from "react";
import { partNamed } from "#shared/plan/pointer.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { BlendedPrices } from "./BlendedPrices.tsx";
import { CommitmentsPart } from "./contracts/CommitmentsPart.tsx";
import { ContractChoicePart } from "./contracts/ContractChoicePart.tsx";
import { ContractsAnswer } from "./contracts/ContractsAnswer.tsx";
import { ContractTimelinePart } from "./contracts/ContractTimelinePart.tsx";
import { CurrenciesPart } from "./CurrenciesPart.tsx";
import { FixedCosts } from "./FixedCosts.tsx";
import { PriceList } from "./PriceList.tsx";
import { SeatsPart } from "./contracts/SeatsPart.tsx";
import { useCourse } from "./contracts/useCourse.ts";
import { PriceSearch } from "./PriceSearch.tsx";
import "#renderer/views/inputs/inputs.css";
import "./models.css";

/** What tokens and seats cost, what may change it and when, and what each workload pays in the end. */
export function ModelsScreen(): ReactElement {
  const { plan } = usePlanEdits();
  const issues = useApp((state) => state.issues);
  const focused = useApp((state) => state.focusedInput);
  const focusedModel = partNamed(focused, "models");
  const requests = useApp((state) => state.focusRequests);
  const [chosen, setChosen] = useState<string | null>(focusedModel);
  const [handled, setHandled] = useState(requests);
  // A link to an input of a model opens that model, also where the screen is already shown.
  if (handled !== requests) {
    setHandled(requests);
    if (focusedModel !== null) setChosen(focusedModel);
  }
  const selected = chosen !== null && Object.hasOwn(plan.models, chosen) ? chosen : null;
  // Events that are not valid have no place on the time line yet.
  const isSound = issues.length === 0;
  const resolved = useMemo(() => (isSound ? resolvePlan(plan) : null), [plan, isSound]);
  const { study, course, isStale } = useCourse();
  return (
    <div className="models">
      <ContractsAnswer course={course} />
      <div className="contracts-top">
        <SeatsPart course={course} isStale={isStale} />
        <CommitmentsPart course={course} isStale={isStale} />
      </div>
      {course === null && study.state.status !== "waiting" && <StudyStatus study={study} what="Contracts by day" />}
      {isSound && <ContractChoicePart />}
      {isSound && <ContractTimelinePart course={course} />}
      <div className="prices-part">
        <PriceList selected={selected} onSelect={setChosen} />
        <CurrenciesPart />
      </div>
      <PriceSearch selected={selected} onAdded={setChosen} />
      {resolved !== null && <BlendedPrices resolved={resolved} />}
      <FixedCosts />
      <section aria-labelledby="all-prices" className="all-prices">
        <h2 id="all-prices" className="part-heading">
          What changes all prices at once?
        </h2>
        <PlanNumber
          pointer="/shared/prices"
          label="All prices"
          unit="times the list price"
          note="One factor on the prices of all models, such as a discount or tax. It is the same all year in each simulated year."
        />
      </section>
    </div>
  );
}
