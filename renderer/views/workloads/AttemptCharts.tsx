import { useMemo, type ReactElement } from "react";
import { CapCurveChart, capSentence, capTable } from "#shared/charts/inputs/CapCurveChart.tsx";
import { SuccessBars, successSentence, successTable } from "#shared/charts/inputs/SuccessBars.tsx";
import { capAt, capCurve, spendByEffort, type Effort } from "#shared/forecast/answers/effort.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { priceInPlan } from "#shared/plan/defaults.ts";
import { evidenceOf } from "#shared/plan/edits/edits.ts";
import { rateOf } from "#shared/plan/rates.ts";
import type { ResolvedMix, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan, Price, Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, TOKENS_PER_MTOK } from "#shared/units.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { EvidenceTag } from "#renderer/controls/uncertain/EvidenceTag.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { modelOptions } from "#renderer/views/inputs/modelOptions.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AttemptDetails } from "./AttemptDetails.tsx";
import { PresetSearch } from "./PresetSearch.tsx";
import { RatioPanel } from "./RatioPanel.tsx";
import { TokensPart } from "./TokensPart.tsx";

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
  const capTokens = capTokensOf(workload, price);
  const point = useMemo(() => (capTokens === null ? null : capAt(effort, capTokens)), [effort, capTokens]);
  const models = Object.keys(workload.attempts);
  return (
    <div className="workload-charts" ref={place}>
      <TokensPart
        {...{ id, modelId, effort, width, hue }}
        name={model?.name ?? modelId}
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
        <SuccessFigure {...{ id, effort, hue }} width={Math.floor((width - GAP) / 2)} />
        <CapFigure {...{ id, effort, hue }} cap={point} width={Math.floor((width - GAP) / 2)} />
      </div>
      <div className="attempt-evidence">
        <EvidenceTag
          evidence={typeof attempt.success === "number" ? null : evidenceOf(attempt.success)}
          start={{ start: epochDayOf(plan.fiscalYear.start) }}
        />
      </div>
      <RatioPanel id={id} modelId={modelId} effort={effort} hue={hue} />
      <AttemptDetails id={id} modelId={modelId} />
    </div>
  );
}

/** The attempt cap of a workload in tokens at a price a million; null: there is none that stops anything. */
function capTokensOf({ attemptCap }: Workload, priceAMTok: number): number | null {
  if (attemptCap === undefined) return null;
  if ("tokens" in attemptCap) return attemptCap.tokens;
  return priceAMTok > 0 ? (attemptCap.cost / priceAMTok) * TOKENS_PER_MTOK : null;
}

interface FigureProps {
  readonly id: string;
  readonly effort: Effort;
  readonly width: number;
  readonly hue: string;
}

function SuccessFigure({ id, effort, width, hue }: FigureProps): ReactElement {
  const theme = useChartTheme();
  const { byEffort, runs } = effort.attempt.success;
  const spend = useMemo(() => spendByEffort(effort, byEffort.length), [effort, byEffort.length]);
  return (
    <ChartFrame
      question="Do expensive tasks succeed as often?"
      fileName={`${id}-success`}
      chart={<SuccessBars {...{ byEffort, runs, spend, width, theme, hue }} height={BARS_HEIGHT} />}
      table={() => successTable({ byEffort, spend })}
      sentence={successSentence({ byEffort, spend })}
    />
  );
}

function CapFigure({
  id,
  effort,
  width,
  hue,
  cap,
}: FigureProps & { readonly cap: ReturnType<typeof capAt> | null }): ReactElement {
  const theme = useChartTheme();
  const { points, plateau } = useMemo(() => capCurve(effort), [effort]);
  return (
    <ChartFrame
      question="What does a cap cost?"
      fileName={`${id}-cap`}
      chart={<CapCurveChart {...{ points, plateau, cap, width, theme, hue }} height={BARS_HEIGHT} />}
      table={() => capTable(points)}
      sentence={capSentence({ cap, plateau })}
    />
  );
}
