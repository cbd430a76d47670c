import { useState, type HTMLAttributes, type KeyboardEvent, type ReactElement } from "react";
import { IntervalStrip } from "#shared/charts/base/IntervalStrip.tsx";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { workloadFigure } from "#shared/forecast/words/workloadSentences.ts";
import { formatMoneyRange } from "#shared/format/money.ts";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

const STRIP_WIDTH = 150;

/** What a dragged workload is known by, so that no other thing is taken for one. */
const DRAGGED = "application/x-past-april-workload";

/**
 * A workload in the list, with its year in money on the axis of all. Alt and an arrow, or dragging it, moves it within
 * the list.
 */
export function WorkloadItem({
  id,
  isSelected,
  top,
  onMove,
}: {
  readonly id: string;
  readonly isSelected: boolean;
  /** The end of the money axis of all. */
  readonly top: number;
  /** Moves a workload to where another one stands, or one step up or down. */
  readonly onMove: (id: string, to: string | -1 | 1) => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  const selectWorkload = useApp((state) => state.selectWorkload);
  const forecast = useShown()?.answers.forecast ?? null;
  const drag = useDragging(id, onMove);
  const { name = id, owner, status } = plan.workloads[id]!;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(id, event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li {...drag}>
      <button
        type="button"
        className="workload-item"
        aria-current={isSelected ? "true" : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => selectWorkload(id)}
        onKeyDown={onKeyDown}
      >
        <span className="workload-item-head">
          <span className="workload-item-name">{name}</span>
          <span className="figure-key">{forecast === null ? "" : workloadFigure(forecast, plan.currency, id)}</span>
        </span>
        <YearStrip id={id} top={top} />
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
}

/** Dragging a workload onto another one moves it there. */
function useDragging(id: string, onMove: (id: string, to: string) => void): HTMLAttributes<HTMLLIElement> {
  const [isOver, setOver] = useState(false);
  return {
    draggable: true,
    className: isOver ? "workload-over" : "",
    onDragStart: (event) => {
      event.dataTransfer.setData(DRAGGED, id);
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      setOver(false);
      const dragged = event.dataTransfer.getData(DRAGGED);
      if (dragged === "") return;
      event.preventDefault();
      if (dragged !== id) onMove(dragged, id);
    },
  };
}

/** The workload's year in money: 8 in 10 simulated years. */
function YearStrip({ id, top }: { readonly id: string; readonly top: number }): ReactElement | null {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const forecast = useShown()?.answers.forecast ?? null;
  const spend = forecast?.workloads[id]?.spend.quantiles;
  if (spend === undefined || forecast === null) return null;
  return (
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
  );
}
