import { useMemo, type ReactElement } from "react";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { Tornado } from "#shared/charts/compare/Tornado.tsx";
import { TokensChart } from "#shared/charts/inputs/TokensChart.tsx";
import { UncertainChart } from "#shared/charts/inputs/UncertainChart.tsx";
import { RunOutStory } from "#shared/charts/runOut/RunOutStory.tsx";
import { GateLadder } from "#shared/charts/value/GateLadder.tsx";
import { UseQuadrant } from "#shared/charts/value/UseQuadrant.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { effortOf, scaledTokens } from "#shared/forecast/answers/effort.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { gateLines } from "#shared/forecast/value/words/gateWords.ts";
import { usesOf, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { formatNumber } from "#shared/format/counts.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { scenarioBegins } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario, BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { tornadoRows } from "#shared/studies/driverRows.ts";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { freshStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePreviewForecasts, type Preview } from "#renderer/views/start/usePreviewForecasts.ts";
import { placedAgainstCase } from "#renderer/views/value/QuadrantPart.tsx";

/** The charts of the guide: those of the screens, drawn from templates, so that they are as the program is. */
export const GUIDE_CHARTS = {
  story: Story,
  scenarios: Scenarios,
  range: Range,
  tokens: TokensOfAttempt,
  drivers: DriversOfTemplate,
  quadrant: Quadrant,
  gates: Gates,
} as const satisfies Readonly<Record<string, () => ReactElement>>;

/** Whether the guide has a chart of that name. */
export function isGuideChart(name: string): name is keyof typeof GUIDE_CHARTS {
  return Object.hasOwn(GUIDE_CHARTS, name);
}

interface Drawn {
  readonly width: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** A chart at the width that there is; null: its figures are still being calculated. */
function Sized({ draw }: { readonly draw: ((drawn: Drawn) => ReactElement) | null }): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={place} className="guide-chart" aria-busy={draw === null}>
      {draw === null ? (
        <p className="note">Calculating the chart…</p>
      ) : (
        width > 0 && draw({ width, theme, hue: theme.color.scenarios[0] })
      )}
    </div>
  );
}

function templatePlan(id: string): Plan {
  return planOfTemplate(templates.find((template) => template.id === id)!);
}

const ENGINEERING: readonly Preview[] = [{ key: "plan", plan: templatePlan("engineering") }];
/** A scenario that differs enough for the eye. */
const OTHER = "cheaper-first";
const COMPARED: readonly Preview[] = [...ENGINEERING, { key: OTHER, plan: applyScenario(ENGINEERING[0]!.plan, OTHER) }];

function Story(): ReactElement {
  const { plan: answers } = usePreviewForecasts(ENGINEERING);
  if (answers === undefined) return <Sized draw={null} />;
  const { forecast, facts, outlook } = answers;
  const money = moneyStyle(facts.currency, forecast.reserve.ask, askGoodTo(forecast));
  return (
    <Sized
      draw={({ width, theme }) => (
        <RunOutStory outlook={outlook} money={money} theme={theme} width={width} plotHeight={260} compact />
      )}
    />
  );
}

function Scenarios(): ReactElement {
  const { plan, [OTHER]: other } = usePreviewForecasts(COMPARED);
  if (plan === undefined || other === undefined) return <Sized draw={null} />;
  const base = ENGINEERING[0]!.plan;
  const asks = [plan, other].map(({ forecast }) => forecast.reserve.ask);
  const goodTo = Math.max(...[plan, other].map(({ forecast }) => askGoodTo(forecast)));
  return (
    <Sized
      draw={({ width, theme }) => (
        <OverlaidFans
          scenarios={[
            { place: 0, name: BASE_NAME, outlook: plan.outlook },
            { place: 1, name: base.scenarios?.[OTHER]?.name ?? OTHER, outlook: other.outlook },
          ]}
          changesFrom={scenarioBegins(base, OTHER)}
          front={1}
          money={moneyStyle(base.currency, Math.max(...asks), goodTo)}
          theme={theme}
          width={width}
          plotHeight={260}
        />
      )}
    />
  );
}

function Range(): ReactElement {
  return (
    <Sized
      draw={(drawn) => (
        <UncertainChart
          number={{ p10: 2, p90: 6 }}
          height={120}
          format={formatNumber}
          sentence="A range of 2 to 6: 8 chances in 10 lie between the two, 1 below, 1 above."
          {...drawn}
        />
      )}
    />
  );
}

function TokensOfAttempt(): ReactElement {
  const effort = useMemo(() => effortOf(resolvePlan(ENGINEERING[0]!.plan), "coding", "opus"), []);
  return (
    <Sized
      draw={
        effort === null
          ? null
          : (drawn) => (
              <TokensChart
                tokens={scaledTokens(effort.attempt.tokens, effort.multiplier)}
                height={180}
                cap={null}
                limit={effort.attempt.limit}
                {...drawn}
              />
            )
      }
    />
  );
}

const DRIVERS = { plan: templatePlan("research"), scenario: null };

function DriversOfTemplate(): ReactElement {
  const drivers = freshStudy(useStudy("drivers", DRIVERS, 0).state);
  if (drivers === null) return <Sized draw={null} />;
  const { rows, askText } = tornadoRows(DRIVERS.plan, drivers);
  return (
    <Sized
      draw={(drawn) => (
        <Tornado rows={rows} ask={drivers.ask} askText={askText} currency={DRIVERS.plan.currency} {...drawn} />
      )}
    />
  );
}

/** The use of the template that has not come through all gates. */
const PILOT = "contracts";
const VALUE = { plan: templatePlan("value"), scenario: null, original: null };

/** What the uses of a template bring; null: not yet calculated. */
function useTemplateValue(): ValueFacts | null {
  const study = freshStudy(useStudy("value", VALUE, 0).state);
  return useMemo(() => (study === null ? null : { answer: study.answer, plan: resolvePlan(VALUE.plan) }), [study]);
}

function Quadrant(): ReactElement {
  const facts = useTemplateValue();
  if (facts === null) return <Sized draw={null} />;
  const uses = placedAgainstCase(usesOf(facts));
  return <Sized draw={(drawn) => <UseQuadrant uses={uses} selected={uses[0]?.id ?? null} height={260} {...drawn} />} />;
}

function Gates(): ReactElement {
  const facts = useTemplateValue();
  const use = facts === null ? undefined : usesOf(facts).find(({ id }) => id === PILOT);
  if (facts === null || use === undefined) return <Sized draw={null} />;
  const gates = gateLines(facts, use);
  return <Sized draw={(drawn) => <GateLadder name={use.workload.name} gates={gates} {...drawn} />} />;
}
