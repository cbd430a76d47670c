import type { ReactElement } from "react";
import type { GrowthAnswer } from "#shared/setUp/answers.ts";
import { meteredTrend } from "#shared/setUp/setting.ts";
import { toolsInUse } from "#shared/setUp/toolsInUse.ts";
import { trendWarning } from "#shared/setUp/words.ts";
import { EvidenceTag } from "#renderer/controls/uncertain/EvidenceTag.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";
import type { SetUp } from "./useSetUp.ts";

/** What is offered until somebody says how use grows. */
const OFFERED = { low: 0, high: 0.09 };

/** Question 5: how use grows, in words or between two figures. */
export function GrowthQuestion({ answers, give }: SetUp): ReactElement {
  const { growth } = answers;
  const trend = meteredTrend(answers, toolsInUse(answers));
  const warning = trendWarning(trend);
  const options: { value: GrowthAnswer["kind"] | ""; label: string }[] = [
    { value: "none", label: "not at all" },
    { value: "little", label: "a little" },
    ...(trend !== null && trend.slope !== null ? [{ value: "asObserved" as const, label: "as in these months" }] : []),
    { value: "between", label: "between …" },
  ];
  const choose = (kind: GrowthAnswer["kind"] | ""): void => {
    if (kind !== "") give({ growth: kind === "between" ? { kind, ...OFFERED } : { kind } }, "answer how use grows");
  };
  const between = growth?.kind === "between" ? growth : null;
  const field = (end: "low" | "high", label: string): ReactElement => (
    <FigureField
      label={label}
      width={54}
      value={between![end]}
      writing={PERCENT}
      refusal="Type a percentage, such as 4%."
      onChange={(share) => give({ growth: { ...between!, [end]: share } }, "answer how use grows", "growth")}
    />
  );
  return (
    <>
      <Segmented label="How use grows" options={options} value={growth?.kind ?? ""} onChange={choose} />
      {between !== null && (
        <div className="question-row">
          <span className="note">Most likely between</span>
          {field("low", "Growth a month, low")}
          <span className="note">and</span>
          {field("high", "Growth a month, high")}
          <span className="note">more each month; 8 chances in 10</span>
        </div>
      )}
      {growth === null && (
        <p className="question-guess">
          <EvidenceTag
            evidence={{
              grade: "guessed",
              source: `0% to 9% more each month until you answer.${warning === null ? "" : ` ${warning}`}`,
            }}
            start={{ start: 0 }}
          />
        </p>
      )}
      {growth?.kind === "asObserved" && warning !== null && <p className="tick">{warning}</p>}
    </>
  );
}
