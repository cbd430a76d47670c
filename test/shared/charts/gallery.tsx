import type { ReactElement } from "react";
import { AdoptionChart } from "#shared/charts/inputs/AdoptionChart.tsx";
import { AnswersChart } from "#shared/charts/setUp/AnswersChart.tsx";
import { BridgeStrip } from "#shared/charts/compare/BridgeStrip.tsx";
import { CapStrips } from "#shared/charts/compare/CapStrips.tsx";
import { CausesBridge } from "#shared/charts/actuals/CausesBridge.tsx";
import { CurveChart } from "#shared/charts/compare/CurveChart.tsx";
import type { CurvePoint } from "#shared/charts/actuals/curvePoints.ts";
import { DifferenceStrip } from "#shared/charts/compare/DifferenceStrip.tsx";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { ExceedanceCurve } from "#shared/charts/runOut/ExceedanceCurve.tsx";
import { ForecastStrips } from "#shared/charts/actuals/ForecastStrips.tsx";
import { TrialMonths } from "#shared/charts/runOut/TrialMonths.tsx";
import { SpentBar } from "#shared/charts/runOut/SpentBar.tsx";
import { IntervalStrip, stripAxis, StripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { JointChart } from "#shared/charts/compare/JointChart.tsx";
import { Mark } from "#shared/charts/base/Mark.tsx";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { ParetoChart } from "#shared/charts/compare/ParetoChart.tsx";
import { PitHistogram } from "#shared/charts/actuals/PitHistogram.tsx";
import { QuantilePlot } from "#shared/charts/actuals/QuantilePlot.tsx";
import { RankStrip } from "#shared/charts/inputs/RankStrip.tsx";
import { ReforecastFan } from "#shared/charts/actuals/ReforecastFan.tsx";
import { RoutePlane } from "#shared/charts/compare/RoutePlane.tsx";
import { RunOutStory } from "#shared/charts/runOut/RunOutStory.tsx";
import { RunTailChart } from "#shared/charts/actuals/RunTailChart.tsx";
import { ScenarioLetter } from "#shared/charts/compare/ScenarioLetter.tsx";
import { ShareBar } from "#shared/charts/runOut/ShareBar.tsx";
import { StripRows } from "#shared/charts/runOut/StripRows.tsx";
import { CapCurveChart } from "#shared/charts/inputs/CapCurveChart.tsx";
import { SuccessBars } from "#shared/charts/inputs/SuccessBars.tsx";
import { MovedChart } from "#shared/charts/compare/MovedChart.tsx";
import { LIGHT_THEME, type ChartTheme } from "#shared/charts/base/theme.ts";
import { TokensDensity } from "#shared/charts/inputs/TokensDensity.tsx";
import { TokensChart } from "#shared/charts/inputs/TokensChart.tsx";
import { Tornado } from "#shared/charts/compare/Tornado.tsx";
import { UncertainChart } from "#shared/charts/inputs/UncertainChart.tsx";
import { formatNumber } from "#shared/format/counts.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { syntheticForecast } from "#test/shared/forecast/syntheticYear.ts";
import { centreCharts } from "./galleryCentres.tsx";
import { contractCharts } from "./galleryContracts.tsx";
import { settingsCharts } from "./gallerySettings.tsx";
import { valueCharts } from "./galleryValue.tsx";

/** A chart from fixtures, for the page of all charts and for the snapshots. */
export interface GalleryChart {
  /** Name of its file; the part before the slash is what the chart is about. */
  readonly name: string;
  readonly chart: ReactElement;
}

const START = epochDayOf("2027-01-01");
const MONTH_STARTS = Array.from({ length: 13 }, (_, month) => firstOfMonth(START, month));

/** Every chart of the product, drawn once from fixtures that need no engine. */
export function galleryCharts(theme: ChartTheme = LIGHT_THEME): GalleryChart[] {
  const hue = theme.color.scenarios[0];
  const common = { theme, hue };
  const ordinary = syntheticForecast({ trials: 400 }).outlook;
  const cheaper = syntheticForecast({ trials: 400, median: 8_200_000 }).outlook;
  const money = moneyStyle("USD", ordinary.ladder.ask, 100_000);
  const curve: CurvePoint[] = Array.from({ length: 40 }, (_, i) => {
    const expected = 1e5 * 1.12 ** i;
    return {
      observed: expected * (1 + 0.05 * Math.sin(i)),
      shareAbove: 1 - (i + 0.5) / 40,
      expected,
      low: expected / 1.3,
      high: expected * 1.3,
    };
  });
  const months = Array.from({ length: 12 }, (_, m) => ({
    month: `2027-${String(m + 1).padStart(2, "0")}`,
    spend: 90 + 5 * m,
    cumulative: 90 * (m + 1) + (5 * m * (m + 1)) / 2,
    parts: [60 + 5 * m, 30],
  }));
  const axis = stripAxis("USD", [{ p10: 0.5e6, p50: 0.8e6, p90: 1.1e6 }]);
  const charts: Readonly<Record<string, ReactElement>> = {
    "setUp/answers": (
      <AnswersChart
        outlook={ordinary}
        theme={theme}
        width={556}
        height={292}
        hasBudget
        answered={[
          { question: 1, interval: { p10: 3e6, p50: 8e6, p90: 2.4e7 } },
          { question: 2, interval: { p10: 5e6, p50: 9e6, p90: 1.6e7 } },
          { question: 4, interval: { p10: 7e6, p50: 1e7, p90: 1.4e7 } },
        ]}
        expected={{ question: 5, interval: { p10: 8.5e6, p50: 1e7, p90: 1.2e7 } }}
        isFirst={false}
        sentence="Spend by day against the budget, with the forecast after each answer."
      />
    ),
    "runOut/story": (
      <RunOutStory outlook={ordinary} money={money} theme={theme} width={1192} plotHeight={414} compact={false} />
    ),
    "runOut/story-compact": (
      <RunOutStory outlook={cheaper} money={money} theme={theme} width={510} plotHeight={232} compact />
    ),
    "runOut/exceedance": <ExceedanceCurve outlook={ordinary} money={money} {...common} width={560} height={260} />,
    "runOut/spent-by-month-end": <SpentBar chance={0.36} width={80} height={17} theme={theme} />,
    "base/interval": (
      <IntervalStrip
        interval={{ p10: 0.5e6, p50: 0.8e6, p90: 1.1e6 }}
        top={axis.top}
        ticks={axis.ticks}
        width={200}
        height={28}
        {...common}
        sentence="January: 0.8M"
      />
    ),
    "base/interval-axis": <StripAxis axis={axis} width={200} height={22} theme={theme} sentence="Money" />,
    "runOut/interval-rows": (
      <StripRows
        title="Where it goes"
        rows={[
          { name: "Agentic coding", interval: { p10: 4e6, p50: 5e6, p90: 7e6 }, figure: "$6.0M" },
          { name: "Code review", interval: { p10: 1e6, p50: 1.4e6, p90: 2e6 }, figure: "$1.7M" },
        ]}
        currency="USD"
        {...common}
        width={500}
      />
    ),
    "runOut/cost-of-an-outcome": (
      <ShareBar
        parts={[
          ["tokens", 7.8],
          ["review", 6],
          ["failures", 1.4],
          ["errors", 0.5],
        ].map(([name, amount]) => ({ name: String(name), amount: Number(amount), figure: `$${amount!}` }))}
        range={{ p10: 12, p90: 18 }}
        width={400}
        {...common}
        sentence="What one costs."
      />
    ),
    "compare/fans": (
      <OverlaidFans
        scenarios={[
          { name: "As planned", place: 0, outlook: ordinary },
          { name: "Cheaper first", place: 1, outlook: cheaper },
        ]}
        changesFrom={90}
        front={1}
        money={money}
        theme={theme}
        width={740}
        plotHeight={360}
      />
    ),
    "compare/pareto": (
      <ParetoChart
        options={[
          [0, 0, 0],
          [1, -100_000, -50],
          [2, -50_000, -200],
          [3, 80_000, 300],
        ].map(([place, spend, outcomes]) => ({
          place: place!,
          name: `Scenario ${place!}`,
          mean: { spend: spend!, outcomes: outcomes! },
          dots:
            place === 0
              ? []
              : Array.from({ length: 20 }, (_, i) => ({ spend: spend! + i * 1_000, outcomes: outcomes! - i })),
        }))}
        worth={400}
        currency="USD"
        unit="answers"
        theme={theme}
        width={380}
        height={380}
      />
    ),
    "compare/joint": (
      <JointChart
        name="B"
        trials={[
          { spend: 90, outcomes: 5 },
          { spend: 120, outcomes: 9 },
          { spend: 95, outcomes: 9 },
        ]}
        budget={100}
        target={8}
        corners={{ both: 0.1, onlyBudget: 0.2, onlyTarget: 0.3, neither: 0.4 }}
        line={[
          { target: 5, budget: 95 },
          { target: 8, budget: 118 },
        ]}
        confidence={0.7}
        currency="USD"
        unit="answers"
        {...common}
        width={380}
        height={320}
      />
    ),
    "compare/difference": (
      <DifferenceStrip
        difference={{ p10: -80, mean: -30, p90: 15 }}
        from={-100}
        to={100}
        width={200}
        height={26}
        {...common}
        sentence="30 less"
      />
    ),
    "compare/bridge": (
      <BridgeStrip
        figure={{ mean: -10, p10: -20, p90: -1 }}
        from={-30}
        to={10}
        width={200}
        height={24}
        {...common}
        sentence="Route: −$10"
      />
    ),
    "compare/routes": (
      <RoutePlane
        points={[
          { id: "now", name: "As now", cost: 9.8, quality: 0.74, net: 20, kind: "present", family: null },
          { id: "cascade", name: "Cascade", cost: 4.9, quality: 0.89, net: 25, kind: "other", family: null },
          { id: "r1", name: "Router 30%", cost: 3, quality: 0.7, net: 21, kind: "other", family: "router" },
          { id: "r2", name: "Router 60%", cost: 6, quality: 0.8, net: 23, kind: "other", family: "router" },
        ]}
        best="cascade"
        worth={40}
        currency="USD"
        {...common}
        width={520}
        height={320}
      />
    ),
    "compare/caps": (
      <CapStrips
        caps={["1 × the median", "2 × the median", "none"]}
        series={[
          {
            name: "Spend",
            isMoney: true,
            points: [3, 5, 6].map((mean) => ({
              mean: mean * 1e5,
              p10: mean * 8e4,
              p25: mean * 9e4,
              p75: mean * 1.1e5,
              p90: mean * 1.3e5,
            })),
            changes: [-2, 0, 1].map((mean) => ({
              mean: mean * 1e5,
              p10: (mean - 0.3 * Math.abs(mean)) * 1e5,
              p25: (mean - 0.2 * Math.abs(mean)) * 1e5,
              p75: (mean + 0.2 * Math.abs(mean)) * 1e5,
              p90: (mean + 0.3 * Math.abs(mean)) * 1e5,
            })),
          },
          {
            name: "Outcomes",
            isMoney: false,
            points: [300, 420, 450].map((mean) => ({
              mean,
              p10: mean * 0.8,
              p25: mean * 0.9,
              p75: mean * 1.1,
              p90: mean * 1.2,
            })),
            changes: [-120, 0, 30].map((mean) => ({
              mean,
              p10: mean - 0.2 * Math.abs(mean),
              p25: mean - 0.1 * Math.abs(mean),
              p75: mean + 0.1 * Math.abs(mean),
              p90: mean + 0.2 * Math.abs(mean),
            })),
          },
        ]}
        leastCost={1}
        mostValue={2}
        present={1}
        currency="USD"
        {...common}
        width={620}
      />
    ),
    "compare/tornado": (
      <Tornado
        rows={[
          {
            name: "Tokens",
            ends: {
              low: { ask: 80, error: 10, askText: "$80", valueText: "0.9×" },
              high: { ask: 140, error: 10, askText: "$140", valueText: "1.5×" },
            },
            share: 0.4,
            shareText: "40%",
          },
          { name: "Month-to-month fluctuation", ends: null, share: 0.1, shareText: "10%" },
        ]}
        ask={100}
        askText="$100"
        currency="USD"
        {...common}
        width={820}
      />
    ),
    "compare/moved": (
      <MovedChart
        rows={[
          {
            name: "Tasks per person and day, Coding",
            change: "2 to 5, now 3 to 6",
            figure: { mean: 900, p10: 400, p90: 1_500 },
            figureText: "+$900",
          },
          {
            name: "Coding: route",
            change: "Opus, now Flash",
            figure: { mean: -300, p10: -600, p90: -100 },
            figureText: "−$300",
          },
        ]}
        total={{ name: "All changes", change: "", figure: { mean: 600, p10: 0, p90: 1_200 }, figureText: "+$600" }}
        sentence="On average the year costs $600 more."
        {...common}
        width={820}
      />
    ),
    "compare/curve": (
      <CurveChart
        points={[1, 2, 3, 4, 5].map((x) => ({ x: x * 1e5, y: 1e6 + (x - 3) ** 2 * 2e4 }))}
        mark={{ x: 3e5, y: 1e6, words: "best: $300,000" }}
        level={{ y: 1.08e6, words: "without" }}
        xName="Prepaid"
        yName="Cost"
        currency="USD"
        {...common}
        width={420}
        height={220}
      />
    ),
    "compare/letter": <ScenarioLetter place={1} size={16} theme={theme} />,
    "inputs/uncertain-lognormal": (
      <UncertainChart
        number={{ p10: 1.3, p90: 1.8 }}
        width={400}
        height={90}
        {...common}
        sentence="1.3 to 1.8"
        format={formatNumber}
      />
    ),
    "inputs/uncertain-pert": (
      <UncertainChart
        number={{ min: 0.5, mode: 0.8, max: 0.95 }}
        width={92}
        height={26}
        {...common}
        sentence="0.5 to 0.95"
      />
    ),
    "inputs/uncertain-values": (
      <UncertainChart
        number={{ values: [1, 2], weights: [3, 1] }}
        width={92}
        height={26}
        {...common}
        sentence="1 or 2"
      />
    ),
    "inputs/tokens": (
      <TokensChart
        tokens={{ family: "lognormal", median: 2.8e6, sigma: 0.9 }}
        width={488}
        height={150}
        {...common}
        cap={{ tokens: 8.4e6, stopped: 0.111 }}
        limit={2.8e8}
      />
    ),
    "inputs/tokens-of-a-model": (
      <TokensDensity
        middle={1e6}
        sigma={0.9}
        low={1e4}
        high={1e8}
        width={120}
        height={28}
        {...common}
        mean={1.5e6}
        sentence="Median 1M"
      />
    ),
    "inputs/success": (
      <SuccessBars
        byEffort={[0.82, 0.8, 0.74, 0.62, 0.28]}
        runs={60}
        spend={[0.06, 0.1, 0.15, 0.23, 0.46]}
        width={208}
        height={130}
        {...common}
      />
    ),
    "inputs/cap": (
      <CapCurveChart
        points={[1, 2, 3, 4, 5].map((multiple) => ({
          multiple,
          successesKept: 1 - 0.4 / multiple ** 2,
          spendKept: 1 - 0.5 / multiple,
        }))}
        plateau={{ multiple: 5.1, successesKept: 0.99, spendKept: 0.9 }}
        cap={{ multiple: 3, successesKept: 0.956, spendKept: 0.833 }}
        width={240}
        height={140}
        {...common}
      />
    ),
    "inputs/adoption": (
      <AdoptionChart
        points={[
          { day: START, share: 0.3 },
          { day: START + 359, share: { min: 0.5, max: 0.9 } },
        ]}
        monthStarts={MONTH_STARTS}
        {...common}
        width={320}
        height={72}
      />
    ),
    "inputs/evidence": <EvidenceDisc grade="sampled" size={12} theme={theme} />,
    "inputs/rank": <RankStrip rank={0.7} width={80} height={10} {...common} sentence="higher than in 7 of 10" />,
    "actuals/reforecast": (
      <ReforecastFan
        now={ordinary}
        before={cheaper}
        beforeName="December"
        sentence="The year moved up."
        {...common}
        width={700}
        height={300}
      />
    ),
    "actuals/forecasts": (
      <ForecastStrips
        strips={[
          { name: "January", tick: "Jan", p10: 90, p50: 100, p90: 120, observed: 95 },
          { name: "February", tick: "Feb", p10: 90, p50: 100, p90: 120, observed: 130 },
        ]}
        currency="USD"
        madeWhen="forecast in December"
        step="month"
        sentence="1 of 2 inside"
        width={400}
        height={220}
        {...common}
      />
    ),
    "actuals/causes": (
      <CausesBridge
        causes={[
          { name: "More tasks", amount: 900 },
          { name: "Cheaper tokens", amount: -300 },
        ]}
        total="In all"
        money={moneyStyle("USD", 900)}
        sentence="More tasks outweigh cheaper tokens."
        width={500}
        {...common}
      />
    ),
    "actuals/pit": <PitHistogram counts={[9, 4, 3, 2, 3, 2, 4, 3, 6, 14]} width={200} height={100} {...common} />,
    "actuals/quantiles": <QuantilePlot points={curve} sentence="It holds." size={260} {...common} />,
    "actuals/tail": (
      <RunTailChart
        points={curve}
        far={[{ observed: 1e8, shareAbove: 0.006 }]}
        farWords={["runaways", "0.6%"]}
        runs={4812}
        sentence="It holds."
        width={400}
        height={250}
        {...common}
      />
    ),
    "runOut/one-year": (
      <TrialMonths
        months={months}
        parts={["Coding", "Seats"]}
        hasHollow
        currency="USD"
        budget={650}
        start={START}
        spentOn={190}
        events={[{ month: 3, title: "Seats renew: 2×", detail: "5 of 50 have more" }]}
        shown={12}
        top={170}
        {...common}
        width={740}
        plotHeight={240}
      />
    ),
    "base/mark": <Mark width={20} theme={theme} />,
    ...valueCharts(theme),
    ...centreCharts(theme),
    ...contractCharts(theme),
    ...settingsCharts(theme),
  };
  return Object.entries(charts).map(([name, chart]) => ({ name, chart }));
}
