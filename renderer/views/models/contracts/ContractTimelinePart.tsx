import type { ReactElement } from "react";
import {
  ContractTimeline,
  contractTimelineHeight,
  contractTimelineTable,
} from "#shared/charts/contracts/ContractTimeline.tsx";
import { timelineRows } from "#shared/charts/contracts/timelineRows.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import { addPriceChange } from "#shared/plan/edits/modelEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { calendarFile } from "#shared/report/calendarFile.ts";
import { contractDays } from "#shared/report/contractDays.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { ALL, firstPriceChange } from "#renderer/views/models/PriceChanges.tsx";

/** Seats, commitments, renewals, changes of price and retirements on one time line. */
export function ContractTimelinePart({ course }: { readonly course: ContractCourse | null }): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const { services } = useAppContext();
  const save = useSaveFile();
  const theme = useChartTheme();
  const [place, measured] = useWidth<HTMLDivElement>();
  const { start, months } = plan.fiscalYear;
  const first = epochDayOf(start);
  const monthStarts = Array.from({ length: months + 1 }, (_, month) => firstOfMonth(first, month));
  const rows = timelineRows(plan, course);
  const closedTo = firstOfMonth(first, plan.actuals?.months.length ?? 0);
  const chart = (
    <ContractTimeline
      rows={rows}
      monthStarts={monthStarts}
      closedTo={closedTo}
      width={measured > 0 ? measured : 900}
      theme={theme}
      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
    />
  );
  const saveDays = (): Promise<void> =>
    save(`${plan.name}, contract dates.ics`, "ics", () =>
      Promise.resolve(new TextEncoder().encode(calendarFile(contractDays(plan), services.clock.now()))),
    );
  const closed = closedTo > first ? `; dotted: closed to ${formatDateLong(closedTo - 1, { start: first })}` : "";
  return (
    <div ref={place}>
      {rows.length === 0 ? (
        <section aria-label="What changes, and when?">
          <h2 className="part-heading">What changes, and when?</h2>
          <p className="note">No contract and no model in use yet.</p>
        </section>
      ) : (
        <ChartFrame
          question="What changes, and when?"
          note={`a fuller disc is more likely; bars fade as money runs out${closed}`}
          fileName="contracts-and-prices"
          chart={chart}
          table={() => contractTimelineTable(rows)}
          aside={
            <>
              <AddPriceChange />
              <Button kind="link" onClick={() => void saveDays()}>
                Dates for a calendar
              </Button>
            </>
          }
        >
          <div style={{ height: contractTimelineHeight(rows, theme) }}>{chart}</div>
        </ChartFrame>
      )}
    </div>
  );
}

/** A dated change of the price of one of the plan's models, which then opens with it. */
function AddPriceChange(): ReactElement {
  const { plan, make } = usePlanEdits();
  const focusInput = useApp((state) => state.focusInput);
  const add = (model: string): void => {
    const place = plan.models[model]!.priceChanges?.length ?? 0;
    make((current) => addPriceChange(current, model, firstPriceChange(current, ALL)));
    focusInput(pointerOf(["models", model, "priceChanges", place]));
  };
  return (
    <Menu label="Add a price change" align="end" leadsAway trigger={<Button kind="link">Add a price change</Button>}>
      {Object.entries(plan.models).map(([id, { name = id }]) => (
        <MenuItem key={id} onSelect={() => add(id)}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
