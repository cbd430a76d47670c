import type { ReactElement } from "react";
import { formatShareTo } from "#shared/format/chances.ts";
import type { GrowthAnswer } from "#shared/setUp/answers.ts";
import { meteredTrend } from "#shared/setUp/setting.ts";
import { toolsInUse } from "#shared/setUp/toolsInUse.ts";
import { trendWarning } from "#shared/setUp/words.ts";
import { EvidenceTag } from "#renderer/controls/EvidenceTag.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Segmented } from "#renderer/controls/Segmented.tsx";
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
    <Field
      label={label}
      hideLabel
      width={54}
      align="end"
      value={formatShareTo(between![end], 4)}
      onCommit={(text) => {
        const typed = parseTyped(text);
        if (typed === null) return "Type a percentage, such as 4%.";
        const share = text.includes("%") ? typed : typed / 100;
        give({ growth: { ...between!, [end]: share } }, "answer how use grows", "growth");
        return null;
      }}
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
