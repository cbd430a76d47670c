import { useState, type ReactElement } from "react";
import { PairCloud } from "#shared/charts/inputs/PairCloud.tsx";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoneyDifference } from "#shared/format/money.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { pairLabels, removePair, setPairRank, setPairWhy, STRENGTHS } from "#shared/plan/settings/pairEdits.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import type { PairYears } from "./pairClouds.ts";

export interface PairRowProps {
  readonly plan: Plan;
  /** Its place in the plan's list. */
  readonly at: number;
  readonly cloud: PairYears | null;
  /** What it adds to the request, and the simulation error of that; null: not known yet. */
  readonly effect: { readonly value: number; readonly error: number } | null;
}

const EXACTLY = "exactly";
/** Letters that a line of a reason holds, and a reason at most. */
const WHY_LINE = 40;
const MOST_WHY = 200;

/** One pair: its cloud, its names, why it moves together, how closely, and its effect. */
export function PairRow({ plan, at, cloud, effect }: PairRowProps): ReactElement {
  const { makeInBase } = usePlanEdits();
  const theme = useChartTheme();
  const pair = plan.correlations![at]!;
  const [one, other] = pairLabels(plan, pair);
  const name = `${one} and ${other}`;
  return (
    <li className="pair" data-pointer={`/correlations/${at}`}>
      <span className="pair-cloud">
        {cloud !== null && (
          <PairCloud
            {...cloud}
            sentence={`${name}, ${wordOf(pair.rank)}: one dot a simulated year.`}
            width={48}
            height={40}
            theme={theme}
            hue={theme.color.scenarios[0]}
          />
        )}
      </span>
      <div className="pair-words">
        <span className="figure">{one}</span>
        <span>
          <span className="note">and </span>
          <span className="figure">{other}</span>
        </span>
        <TextArea
          label={`Why ${name} move together`}
          hideLabel
          rows={Math.max(1, Math.ceil((pair.why?.length ?? 0) / WHY_LINE))}
          value={pair.why ?? ""}
          placeholder="Why do they move together?"
          onCommit={(text) =>
            makeInBase((current) => setPairWhy(current, at, text.replaceAll(/\s+/g, " ").slice(0, MOST_WHY)))
          }
        />
        <Strength
          name={name}
          rank={pair.rank}
          onChange={(rank) => makeInBase((current) => setPairRank(current, at, rank))}
        >
          <Button kind="link" onClick={() => makeInBase((current) => removePair(current, at))}>
            <>
              {"Remove "}
              <span className="visually-hidden">{name}</span>
            </>
          </Button>
        </Strength>
      </div>
      <span className="figure-key numeric">
        {effect === null ? "…" : formatMoneyDifference(plan.currency, effect.value, resolutionOf(effect.error))}
      </span>
    </li>
  );
}

function wordOf(rank: number): string {
  return STRENGTHS.find((strength) => strength.rank === rank)?.word ?? `exactly ${rank}`;
}

/** How closely, in words; "exactly" opens a number. */
function Strength({
  name,
  rank,
  onChange,
  children,
}: {
  readonly name: string;
  readonly rank: number;
  readonly onChange: (rank: number) => void;
  readonly children: ReactElement;
}): ReactElement {
  const [isExact, setExact] = useState(false);
  const word = STRENGTHS.find((strength) => strength.rank === rank)?.word;
  const shown = isExact || word === undefined ? EXACTLY : word;
  return (
    <div className="settings-fields">
      <Select
        label={`How closely ${name} move together`}
        hideLabel
        options={[
          ...STRENGTHS.map((strength) => ({ value: strength.word, label: strength.word })),
          { value: EXACTLY, label: "exactly …" },
        ]}
        value={shown}
        onChange={(chosen) => {
          const strength = STRENGTHS.find((one) => one.word === chosen);
          setExact(strength === undefined);
          if (strength !== undefined) onChange(strength.rank);
        }}
      />
      {shown === EXACTLY && (
        <FigureField
          label={`Rank correlation of ${name}`}
          value={rank}
          width={56}
          check={(value) => (value >= -1 && value <= 1 ? null : "Type a number from −1 to 1.")}
          onChange={onChange}
        />
      )}
      {children}
    </div>
  );
}
