import { useMemo, useState, type ReactElement } from "react";
import { type LnDomain, roughTokens, tokensTable } from "#shared/charts/inputs/tokensWords.ts";
import { tokensAxis, tokensHeight } from "#shared/charts/inputs/tokensScales.ts";
import { TokensChart } from "#shared/charts/inputs/TokensChart.tsx";
import { compileTokens, tokensQuantile } from "#shared/distributions/tokens.ts";
import { attemptTokens, scaledTokens, type Effort } from "#shared/forecast/answers/effort.ts";
import { formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { evidenceOf } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Tokens } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { EvidenceTag, StateAnew } from "#renderer/controls/uncertain/EvidenceTag.tsx";
import { SlideHandle, type SlideHandleProps } from "#renderer/controls/handles/SlideHandle.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { TokensField, tokensWritten } from "#renderer/controls/TokensField.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import {
  dearestRefusal,
  meanErrorOfRuns,
  middleRefusal,
  NEAREST_P95,
  spreadOf,
  withDearest,
  withMiddle,
} from "./attemptEdits.ts";

const TOKENS_HEIGHT = 150;

interface TokensPartProps {
  readonly id: string;
  readonly modelId: string;
  readonly effort: Effort;
  readonly width: number;
  readonly hue: string;
  readonly name: string;
  readonly cap: { readonly tokens: number; readonly stopped: number } | null;
  readonly aside: ReactElement | null;
}

/** The tokens of one attempt: their curve with a handle on the median and on 1 in 20, and both as fields. */
export function TokensPart(props: TokensPartProps): ReactElement {
  const { effort, width, hue, name, cap, aside } = props;
  const theme = useChartTheme();
  const curve = useTokensCurve(props);
  const [held, setHeld] = useState<LnDomain | null>(null);
  const chart = (
    <TokensChart
      tokens={curve.tokens}
      width={width}
      height={TOKENS_HEIGHT}
      theme={theme}
      hue={hue}
      cap={cap}
      limit={effort.attempt.limit}
      held={held}
    />
  );
  return (
    <ChartFrame
      question="What does one attempt use?"
      note={aside === null ? `tokens, ${name}` : "tokens"}
      fileName={`${props.id}-tokens`}
      chart={chart}
      table={() => tokensTable(curve.tokens)}
      aside={aside}
      sentence={tokensSentence(effort)}
    >
      <div className="tokens-chart" style={{ width, height: TOKENS_HEIGHT }}>
        {chart}
        <CurveHandles {...{ effort, curve, width, cap, held }} onHold={setHeld} />
      </div>
      <TokensFields effort={effort} curve={curve} />
    </ChartFrame>
  );
}

/** The curve as the plan's middle scales it, its median and its 1 in 20, and the edits of each. */
interface TokensCurve {
  readonly tokens: Tokens;
  readonly middle: number;
  readonly dearest: number;
  readonly put: (next: Tokens) => void;
  readonly setMiddle: (value: number, gesture?: string) => void;
  readonly setDearest: (value: number, gesture?: string) => void;
}

function useTokensCurve({ id, modelId, effort }: TokensPartProps): TokensCurve {
  const { change } = usePlanEdits();
  const { multiplier } = effort;
  const stated = effort.attempt.tokens;
  const tokens = useMemo(() => scaledTokens(stated, multiplier), [stated, multiplier]);
  const compiled = compileTokens(tokens);
  const pointer = pointerOf(["workloads", id, "attempts", modelId, "tokens"]);
  const put = (next: Tokens, gesture?: string): void => change(pointer, next, gesture);
  return {
    tokens,
    middle: tokensQuantile(compiled, 0.5),
    dearest: tokensQuantile(compiled, 0.95),
    put,
    setMiddle: (value, gesture) => put(withMiddle(stated, value / multiplier), gesture),
    setDearest: (value, gesture) => put(withDearest(stated, value / multiplier), gesture),
  };
}

/** How far the average lies above the median, how well it is known, and by what the plan scales the measured runs. */
function tokensSentence(effort: Effort): string {
  const { mean, median } = attemptTokens(effort);
  const { multiplier } = effort;
  const stated = effort.attempt.tokens;
  const { runs } = stated;
  const known =
    runs === undefined
      ? ""
      : ` With ${formatCount(runs)} runs the mean itself is known to ±${formatShareTo(meanErrorOfRuns(spreadOf(stated), runs), 2)}.`;
  const times =
    Math.abs(multiplier - 1) < 0.005
      ? ""
      : ` In the plan's middle your work uses ${formatFactor(multiplier)} times the tokens of the measured runs. The chart shows that.`;
  return `The average is ${formatFactor(mean / median)} times the median.${known}${times}`;
}

interface CurveHandlesProps extends Pick<TokensPartProps, "effort" | "width" | "cap"> {
  readonly curve: TokensCurve;
  readonly held: LnDomain | null;
  /** The axis stands still while a hand is on it; null: it follows the curve. */
  readonly onHold: (domain: LnDomain | null) => void;
}

/** A handle on the median and one on the 1 in 20. */
function CurveHandles({ effort, curve, width, cap, held, onHold }: CurveHandlesProps): ReactElement {
  const theme = useChartTheme();
  const { tokens, middle, dearest } = curve;
  const axis = tokensAxis(tokens, cap?.tokens ?? null, width, held);
  // A key may leap beyond its ends, and then it follows.
  const hold = (value: number): void =>
    onHold(Math.log(value) >= axis.low && Math.log(value) <= axis.high ? { low: axis.low, high: axis.high } : null);
  const placed = (
    value: number,
    set: TokensCurve["setMiddle"],
  ): Pick<
    SlideHandleProps,
    "value" | "max" | "exact" | "x" | "y" | "valueAt" | "stepped" | "parse" | "onEnd" | "onChange"
  > => ({
    value,
    max: Math.min(effort.attempt.limit, 1e14),
    exact: tokensWritten(value),
    x: axis.xOf(value),
    y: tokensHeight(tokens, value, TOKENS_HEIGHT, theme.px),
    valueAt: axis.amountAt,
    stepped: byTwentieths,
    parse: parseTyped,
    onEnd: () => onHold(null),
    onChange: (next, gesture) => {
      hold(next);
      set(next, gesture);
    },
  });
  return (
    <>
      <SlideHandle
        {...placed(middle, curve.setMiddle)}
        label="Half of the attempts use under"
        valueText={`half under ${roughTokens(middle)} tokens`}
        min={1}
        check={middleRefusal}
      />
      <SlideHandle
        {...placed(dearest, curve.setDearest)}
        label="1 in 20 attempts uses more than"
        valueText={`1 in 20 above ${roughTokens(dearest)} tokens`}
        min={middle * NEAREST_P95}
        check={(value) => dearestRefusal(value, middle)}
      />
    </>
  );
}

/** A step on a logarithmic axis: a twentieth. */
function byTwentieths(value: number, steps: number): number {
  return value * 1.05 ** steps;
}

/** The median and the 1 in 20 as fields, and how well they are known. */
function TokensFields({ effort, curve }: { readonly effort: Effort; readonly curve: TokensCurve }): ReactElement {
  const { plan } = usePlanEdits();
  const stated = effort.attempt.tokens;
  const { middle, dearest, put, setMiddle, setDearest } = curve;
  return (
    <div className="tokens-fields">
      <TokensField label="Median" value={middle} check={middleRefusal} onChange={setMiddle} />
      <TokensField
        label="1 in 20 above"
        value={dearest}
        check={(value) => dearestRefusal(value, middle)}
        onChange={setDearest}
      />
      <EvidenceTag evidence={evidenceOf(stated)} start={{ start: epochDayOf(plan.fiscalYear.start) }} short />
      <StateAnew
        label="the tokens of one attempt"
        evidence={evidenceOf(stated)}
        onChange={(evidence) => put({ ...stated, evidence })}
      />
      {stated.runs !== undefined && <span className="note">{formatCount(stated.runs)} runs</span>}
    </div>
  );
}
