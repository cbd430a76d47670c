import type { ReactElement } from "react";
import { stripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { formatMoney } from "#shared/format/money.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { moveWorkload } from "#shared/plan/edits/orderEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { WorkloadItem } from "./WorkloadItem.tsx";
import { WorkloadListFoot } from "./WorkloadListFoot.tsx";

/**
 * The workloads in the order of the plan, each with its year in money on one axis; below them what is paid whatever the
 * work, which Prices and contracts edits.
 */
export function WorkloadList({ selected }: { readonly selected: string }): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  const focusInput = useApp((state) => state.focusInput);
  const shown = useShown();
  const forecast = shown?.answers.forecast ?? null;
  const ids = Object.keys(plan.workloads);
  const intervals = ids.flatMap((id) => forecast?.workloads[id]?.spend.quantiles ?? []);
  const top = intervals.length === 0 ? 1 : stripAxis(plan.currency, intervals).top;

  const move = (id: string, to: string | -1 | 1): void => {
    const at = ids.indexOf(id);
    const place = typeof to === "string" ? ids.indexOf(to) : at + to;
    if (place >= 0 && place < ids.length) makeInBase((current) => moveWorkload(current, id, place));
  };
  return (
    <nav className="workload-list" aria-label="Workloads">
      <ul>
        {ids.map((id) => (
          <WorkloadItem key={id} id={id} top={top} isSelected={id === selected} onMove={move} />
        ))}
        {Object.entries(plan.fixedCosts ?? {}).map(([id, { name = id, owner }]) => {
          const spend = forecast?.fixedCosts[id]?.spend.quantiles;
          return (
            <li key={`fixed ${id}`}>
              <button
                type="button"
                className="workload-item"
                onClick={() => focusInput(pointerOf(["fixedCosts", id, "perMonth"]))}
              >
                <span className="workload-item-head">
                  <span className="workload-item-name">{name}</span>
                  <span className="figure-key">
                    {spend === undefined || forecast === null
                      ? ""
                      : formatMoney(plan.currency, spend.p50, quantileGoodTo(spend, 0.5, knownBy(forecast)))}
                  </span>
                </span>
                <span className="tick">
                  {owner === undefined ? "the year, middle estimate, no owner" : "the year, middle estimate"}
                  <span className="visually-hidden">; opens in Prices and contracts</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <OtherParts />
      <WorkloadListFoot selected={selected} onMove={move} />
    </nav>
  );
}

/** Ways to what all workloads have together. */
function OtherParts(): ReactElement {
  const showPart = useApp((state) => state.showWorkloadsPart);
  return (
    <div className="workload-list-parts">
      <Button kind="link" onClick={() => showPart("all")}>
        All inputs as a sheet
      </Button>
      <Button kind="link" onClick={() => showPart("people")}>
        Head-count table
      </Button>
    </div>
  );
}
