import type { ReactElement } from "react";
import { IntervalStrip, stripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { workloadFigure } from "#shared/forecast/words/workloadSentences.ts";
import { formatMoney, formatMoneyRange } from "#shared/format/money.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { duplicateWorkload, removeWorkload } from "#shared/plan/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AddWorkload } from "./AddWorkload.tsx";

const STRIP_WIDTH = 150;

/**
 * The workloads in the order of the plan, each with its year in money on one axis; below them what is paid whatever the
 * work, which Models and prices edits.
 */
export function WorkloadList({ selected }: { readonly selected: string }): ReactElement {
  const { plan, scenarioIndex, makeInBase } = usePlanEdits();
  const selectWorkload = useApp((state) => state.selectWorkload);
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const focusInput = useApp((state) => state.focusInput);
  const shown = useShown();
  const theme = useChartTheme();
  const forecast = shown?.answers.forecast ?? null;
  const ids = Object.keys(plan.workloads);
  const intervals = ids.flatMap((id) => forecast?.workloads[id]?.spend.quantiles ?? []);
  const top = intervals.length === 0 ? 1 : stripAxis(plan.currency, intervals).top;

  const duplicate = (): void => {
    makeInBase((current) => duplicateWorkload(current, selected));
    selectWorkload(duplicateWorkload(plan, selected).id);
  };
  const remove = (): void => {
    const name = plan.workloads[selected]!.name ?? selected;
    makeInBase((current) => removeWorkload(current, selected));
    selectWorkload(null);
    say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
  };
  return (
    <nav className="workload-list" aria-label="Workloads">
      <ul>
        {ids.map((id) => {
          const { name = id, owner, status } = plan.workloads[id]!;
          const spend = forecast?.workloads[id]?.spend.quantiles;
          const figure = forecast === null ? null : workloadFigure(forecast, plan.currency, id);
          return (
            <li key={id}>
              <button
                type="button"
                className="workload-item"
                aria-current={id === selected ? "true" : undefined}
                onClick={() => selectWorkload(id)}
              >
                <span className="workload-item-head">
                  <span className="workload-item-name">{name}</span>
                  <span className="figure-key">{figure ?? ""}</span>
                </span>
                {spend !== undefined && forecast !== null && (
                  <span aria-hidden="true">
                    <IntervalStrip
                      interval={spend}
                      top={top}
                      ticks={[]}
                      width={STRIP_WIDTH}
                      height={18}
                      theme={theme}
                      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
                      sentence={`8 in 10: ${formatMoneyRange(plan.currency, spend.p10, spend.p90, quantileGoodTo(spend, 0.9, knownBy(forecast)))}`}
                    />
                  </span>
                )}
                {(owner === undefined || status !== "production") && (
                  <span className="tick">
                    {[
                      status === "production" || status === undefined ? null : status,
                      owner === undefined && status !== "retired" ? "no owner" : null,
                    ]
                      .filter((word) => word !== null)
                      .join(", ")}
                  </span>
                )}
              </button>
            </li>
          );
        })}
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
                  <span className="visually-hidden">; opens in Models and prices</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="workload-list-foot">
        <AddWorkload kind="link" />
        <Menu label="Workload" trigger={<IconButton label="Duplicate or remove this workload" icon="more" />}>
          <MenuItem onSelect={duplicate}>Duplicate {plan.workloads[selected]!.name ?? selected}</MenuItem>
          <MenuItem onSelect={remove}>Remove {plan.workloads[selected]!.name ?? selected}</MenuItem>
        </Menu>
      </div>
    </nav>
  );
}
