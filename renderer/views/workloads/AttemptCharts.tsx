import { formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { useMemo, useState, type ReactElement } from "react";
import { CapCurveChart, capSentence, capTable } from "#shared/charts/inputs/CapCurveChart.tsx";
import { SuccessBars, successSentence, successTable } from "#shared/charts/inputs/SuccessBars.tsx";
import { type LnDomain, roughTokens, tokensTable } from "#shared/charts/inputs/tokensWords.ts";
import { tokensAxis, tokensHeight } from "#shared/charts/inputs/tokensScales.ts";
import { TokensChart } from "#shared/charts/inputs/TokensChart.tsx";
import { compileTokens, tokensQuantile } from "#shared/distributions/tokens.ts";
import {
  attemptTokens,
  capAt,
  capCurve,
  scaledTokens,
  spendByEffort,
  type Effort,
} from "#shared/forecast/answers/effort.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { priceInPlan } from "#shared/plan/defaults.ts";
import { rateOf } from "#shared/plan/rates.ts";
import { evidenceOf } from "#shared/plan/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedMix, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan, Price, Tokens } from "#shared/plan/schema/plan.ts";
import { epochDayOf, TOKENS_PER_MTOK } from "#shared/units.ts";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { EvidenceTag, StateAnew } from "#renderer/controls/EvidenceTag.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { SlideHandle } from "#renderer/controls/handles/SlideHandle.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { TokensField, tokensWritten } from "#renderer/controls/TokensField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AttemptDetails } from "./AttemptDetails.tsx";
import {
  dearestRefusal,
  meanErrorOfRuns,
  middleRefusal,
  NEAREST_P95,
  spreadOf,
  withDearest,
  withMiddle,
} from "./attemptEdits.ts";
import { PresetSearch } from "./PresetSearch.tsx";
import { RatioPanel } from "./RatioPanel.tsx";
import { modelOptions } from "#renderer/views/inputs/modelOptions.ts";

const FREE: ResolvedMix = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 0 };

/** What a million tokens of a mix cost in US dollars; 0 where the plan knows no way from its currency to dollars. */
function dollarPrice(plan: Plan, price: Price, mix: ResolvedMix): number {
  const inPlan = blendedPrice(mix, priceInPlan(plan, price));
  const perDollar = rateOf(plan, { currency: "USD" });
  // A price in dollars needs no rate.
  if (price.currency === "USD") return blendedPrice(mix, priceInPlan({ currency: "USD" }, price));
  return Number.isNaN(perDollar) ? 0 : inPlan / perDollar;
}

export interface AttemptChartsProps {
  readonly id: string;
  readonly modelId: string;
  readonly effort: Effort;
  readonly resolved: ResolvedPlan;
  readonly onModel: (modelId: string) => void;
}

const TOKENS_HEIGHT = 150;
const BARS_HEIGHT = 136;
const GAP = 24;

/** What one attempt burns, how often it succeeds, and what a cap would cost: each chart is edited where it stands. */
export function AttemptCharts({ id, modelId, effort, resolved, onModel }: AttemptChartsProps): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const [place, measured] = useWidth<HTMLDivElement>();
  const width = measured > 0 ? measured : 488;
  const hue = theme.color.scenarios[scenarioIndex] ?? theme.color.ink3;
  const workload = plan.workloads[id]!;
  const attempt = workload.attempts[modelId]!;
  const model = plan.models[attempt.model ?? modelId];
  const mix = effort.attempt.mix;
  const price = blendedPrice(
    mix,
    resolved.models.find((other) => other.id === (attempt.model ?? modelId))?.price ?? FREE,
  );
  const cap = workload.attemptCap;
  const capTokens =
    cap === undefined ? null : "tokens" in cap ? cap.tokens : price > 0 ? (cap.cost / price) * TOKENS_PER_MTOK : null;
  const curve = useMemo(() => capCurve(effort), [effort]);
  const point = useMemo(() => (capTokens === null ? null : capAt(effort, capTokens)), [effort, capTokens]);
  const { byEffort, runs } = effort.attempt.success;
  const spend = useMemo(() => spendByEffort(effort, byEffort.length), [effort, byEffort.length]);
  const models = Object.keys(workload.attempts);
  const half = Math.floor((width - GAP) / 2);
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  const name = model?.name ?? modelId;
  return (
    <div className="workload-charts" ref={place}>
      <TokensPart
        {...{ id, modelId, effort, resolved, width, hue, name }}
        cap={point === null ? null : { tokens: point.tokens, stopped: point.stopped }}
        aside={
          models.length > 1 ? (
            <Select label="Model" hideLabel options={modelOptions(plan, models)} value={modelId} onChange={onModel} />
          ) : null
        }
      />
      <PresetSearch
        id={id}
        modelId={modelId}
        price={model === undefined ? 0 : dollarPrice(plan, model.price, mix)}
        hue={hue}
      />
      <div className="chart-pair">
        <ChartFrame
          question="Do expensive tasks succeed as often?"
          fileName={`${id}-success`}
          chart={
            <SuccessBars
              byEffort={byEffort}
              runs={runs}
              spend={spend}
              width={half}
              height={BARS_HEIGHT}
              theme={theme}
              hue={hue}
            />
          }
          table={() => successTable({ byEffort, spend })}
          sentence={successSentence({ byEffort, spend })}
        />
        <ChartFrame
          question="What does a cap cost?"
          fileName={`${id}-cap`}
          chart={
            <CapCurveChart
              points={curve.points}
              plateau={curve.plateau}
              cap={point}
              width={half}
              height={BARS_HEIGHT}
              theme={theme}
              hue={hue}
            />
          }
          table={() => capTable(curve.points)}
          sentence={capSentence({ cap: point, plateau: curve.plateau })}
        />
      </div>
      <div className="attempt-evidence">
        <EvidenceTag
          evidence={typeof attempt.success === "number" ? null : evidenceOf(attempt.success)}
          start={start}
        />
      </div>
      <RatioPanel id={id} modelId={modelId} effort={effort} hue={hue} />
      <AttemptDetails id={id} modelId={modelId} />
    </div>
  );
}

/** A step on a logarithmic axis: a twentieth. */
function byTwentieths(value: number, steps: number): number {
  return value * 1.05 ** steps;
}

interface TokensPartProps {
  readonly id: string;
  readonly modelId: string;
  readonly effort: Effort;
  readonly resolved: ResolvedPlan;
  readonly width: number;
  readonly hue: string;
  readonly name: string;
  readonly cap: { readonly tokens: number; readonly stopped: number } | null;
  readonly aside: ReactElement | null;
}

function TokensPart({ id, modelId, effort, width, hue, name, cap, aside }: TokensPartProps): ReactElement {
  const { plan, change } = usePlanEdits();
  const theme = useChartTheme();
  const { multiplier } = effort;
  const stated = effort.attempt.tokens;
  const tokens = useMemo(() => scaledTokens(stated, multiplier), [stated, multiplier]);
  const attempt = useMemo(() => attemptTokens(effort), [effort]);
  const pointer = pointerOf(["workloads", id, "attempts", modelId, "tokens"]);
  const curve = compileTokens(tokens);
  const [middle, dearest] = [tokensQuantile(curve, 0.5), tokensQuantile(curve, 0.95)];
  // The axis stands still while a hand is on it.
  const [held, setHeld] = useState<LnDomain | null>(null);
  const axis = tokensAxis(tokens, cap?.tokens ?? null, width, held);
  // A key may leap beyond its ends, and then it follows.
  const hold = (value: number): void =>
    setHeld(Math.log(value) >= axis.low && Math.log(value) <= axis.high ? { low: axis.low, high: axis.high } : null);
  const release = (): void => setHeld(null);
  const put = (next: Tokens, gesture?: string): void => change(pointer, next, gesture);
  const setMiddle = (value: number, gesture?: string): void => put(withMiddle(stated, value / multiplier), gesture);
  const setDearest = (value: number, gesture?: string): void => put(withDearest(stated, value / multiplier), gesture);
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  const chart = (
    <TokensChart
      tokens={tokens}
      width={width}
      height={TOKENS_HEIGHT}
      theme={theme}
      hue={hue}
      cap={cap}
      limit={effort.attempt.limit}
      held={held}
    />
  );
  const mean = formatFactor(attempt.mean / attempt.median);
  const { runs } = stated;
  const known =
    runs === undefined
      ? ""
      : ` With ${formatCount(runs)} runs the mean itself is known to ±${formatShareTo(meanErrorOfRuns(spreadOf(stated), runs), 2)}.`;
  const times =
    Math.abs(multiplier - 1) < 0.005
      ? ""
      : ` In the plan's middle your work uses ${formatFactor(multiplier)} times the tokens of the measured runs. The chart shows that.`;
  return (
    <ChartFrame
      question="What does one attempt use?"
      note={aside === null ? `tokens, ${name}` : "tokens"}
      fileName={`${id}-tokens`}
      chart={chart}
      table={() => tokensTable(tokens)}
      aside={aside}
      sentence={`The average is ${mean} times the median.${known}${times}`}
    >
      <div className="tokens-chart" style={{ width, height: TOKENS_HEIGHT }}>
        {chart}
        <SlideHandle
          label="Half of the attempts use under"
          value={middle}
          valueText={`half under ${roughTokens(middle)} tokens`}
          min={1}
          max={Math.min(effort.attempt.limit, 1e14)}
          check={middleRefusal}
          exact={tokensWritten(middle)}
          x={axis.xOf(middle)}
          y={tokensHeight(tokens, middle, TOKENS_HEIGHT, theme.px)}
          valueAt={axis.amountAt}
          stepped={byTwentieths}
          parse={parseTyped}
          onEnd={release}
          onChange={(value, gesture) => {
            hold(value);
            setMiddle(value, gesture);
          }}
        />
        <SlideHandle
          label="1 in 20 attempts uses more than"
          value={dearest}
          valueText={`1 in 20 above ${roughTokens(dearest)} tokens`}
          min={middle * NEAREST_P95}
          max={Math.min(effort.attempt.limit, 1e14)}
          check={(value) => dearestRefusal(value, middle)}
          exact={tokensWritten(dearest)}
          x={axis.xOf(dearest)}
          y={tokensHeight(tokens, dearest, TOKENS_HEIGHT, theme.px)}
          valueAt={axis.amountAt}
          stepped={byTwentieths}
          parse={parseTyped}
          onEnd={release}
          onChange={(value, gesture) => {
            hold(value);
            setDearest(value, gesture);
          }}
        />
      </div>
      <div className="tokens-fields">
        <TokensField label="Median" value={middle} check={middleRefusal} onChange={setMiddle} />
        <TokensField
          label="1 in 20 above"
          value={dearest}
          check={(value) => dearestRefusal(value, middle)}
          onChange={setDearest}
        />
        <EvidenceTag evidence={evidenceOf(stated)} start={start} short />
        <StateAnew
          label="the tokens of one attempt"
          evidence={evidenceOf(stated)}
          onChange={(evidence) => put({ ...stated, evidence })}
        />
        {runs !== undefined && <span className="note">{formatCount(runs)} runs</span>}
      </div>
    </ChartFrame>
  );
}
