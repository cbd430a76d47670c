import type { ReactElement } from "react";
import { Tornado } from "#shared/charts/compare/Tornado.tsx";
import { tornadoMarks, tornadoSize, tornadoTable } from "#shared/charts/compare/tornadoWords.ts";
import { addHeldScenario, canBeScenario } from "#shared/plan/scenarios/heldScenario.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { driverWords, influenceWord } from "#shared/studies/driverWords.ts";
import { RUN_TO_RUN, OTHERS, sharesSentence, TOGETHER, tornadoRows } from "#shared/studies/driverRows.ts";
import type { Driver, Drivers } from "#shared/studies/drivers.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

export interface WhatMovesProps {
  readonly drivers: Drivers;
  readonly plan: Plan;
  readonly scenario: string | null;
}

/** The tornado in money, and beside each bar whether it can be influenced, how, and the step to a scenario. */
export function WhatMoves({ drivers, plan, scenario }: WhatMovesProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { rows, shown, askText } = tornadoRows(plan, drivers);
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const input = {
    rows,
    ask: drivers.ask,
    askText,
    currency: plan.currency,
    theme,
    hue: theme.color.scenarios[index] ?? theme.color.ink3,
    width,
  };
  const size = tornadoSize(rows.length, theme);
  const chart = <Tornado {...input} />;
  return (
    <ChartFrame
      question="What moves the request?"
      note="Each input is held at a low value (1 in 10 years are lower), then at a high value (1 in 10 are higher), on the same simulated years."
      fileName={`${plan.name}, what moves the request`}
      chart={chart}
      table={() => tornadoTable(input)}
      marks={() => tornadoMarks(input)}
      sentence={sharesSentence(plan, drivers, plan.actuals !== undefined)}
    >
      <div className="what-moves">
        <div ref={place}>{width > 0 && chart}</div>
        <div>
          <p className="influence-head" style={{ height: size.head }}>
            can we influence it, and how?
          </p>
          <ul aria-label="What can be influenced">
            {shown.map((driver, i) => (
              <li key={rows[i]!.name} className="influence" style={{ height: size.row }}>
                <span className="influence-name">{rows[i]!.name}</span>
                {driver === RUN_TO_RUN ? (
                  <RunVariationInfluence />
                ) : driver === OTHERS || driver === TOGETHER ? null : (
                  <Influenced driver={driver} name={rows[i]!.name} plan={plan} scenario={scenario} />
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </ChartFrame>
  );
}

function RunVariationInfluence(): ReactElement {
  return (
    <>
      <span className="influence-can">No</span>
      <span className="influence-how">averages out over the year’s runs</span>
    </>
  );
}

function Influenced({
  driver,
  name,
  plan,
  scenario,
}: {
  readonly driver: Driver;
  readonly name: string;
  readonly plan: Plan;
  readonly scenario: string | null;
}): ReactElement {
  const words = driverWords(plan);
  const influence = words.influence(driver.unknown);
  return (
    <>
      <span className="influence-can" data-can={influence.can}>
        {influenceWord(influence)}
      </span>
      <span className="influence-how" title={influence.how}>
        {influence.how}
      </span>
      {canBeScenario(driver.unknown) && driver.low !== null && driver.high !== null && (
        <AsScenario driver={driver} name={name} scenario={scenario} value={words.value} />
      )}
    </>
  );
}

function AsScenario({
  driver,
  name,
  scenario,
  value,
}: {
  readonly driver: Driver;
  readonly name: string;
  readonly scenario: string | null;
  readonly value: ReturnType<typeof driverWords>["value"];
}): ReactElement {
  const { store } = useAppContext();
  const make = (score: number, words: string): void => {
    const { plan, edit, selectScenario, goTo } = store.getState();
    if (plan === null) return;
    const title = `${name} at ${words}`;
    const made = addHeldScenario(plan, scenario, driver.unknown, score, title);
    edit(`add the scenario “${title}”`, () => made.plan);
    selectScenario(made.scenarioId);
    goTo("scenarios");
  };
  const ends = [
    { score: -END, words: value(driver.unknown, driver.low!.value) },
    { score: END, words: value(driver.unknown, driver.high!.value) },
  ];
  return (
    <Menu
      label={`Make a scenario of ${name}`}
      align="end"
      trigger={
        <button type="button" className="button button-link influence-make" aria-label={`Make a scenario of ${name}`}>
          Scenario
        </button>
      }
    >
      {ends.map(({ score, words }) => (
        <MenuItem key={score} onSelect={() => make(score, words)}>
          {`Held at ${words}`}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Standard normal score of 9 in 10. */
const END = 1.2815515655446004;
