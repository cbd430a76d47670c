import type { ReactElement } from "react";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { QUESTIONS, type QuestionId } from "#shared/setUp/answers.ts";
import { questionNumber } from "#shared/setUp/words.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { GuessRow } from "./guessRows.ts";

const BAR_WIDTH = 80;

/** What is still guessed, each with its share of the uncertainty and what would replace it. */
export function GuessTable({
  rows,
  onQuestion,
}: {
  readonly rows: readonly GuessRow[];
  readonly onQuestion: (question: QuestionId) => void;
}): ReactElement {
  const theme = useChartTheme();
  const most = Math.max(0.01, ...rows.map(({ share }) => share));
  return (
    <table className="guess-table" aria-labelledby="guesses">
      <thead>
        <tr>
          <th scope="col">Assumption</th>
          <th scope="col">Assumed</th>
          <th scope="col">Share</th>
          <th scope="col">
            <span className="visually-hidden">What would replace it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              <span className="guess-head-cell">
                <span aria-hidden="true">
                  <EvidenceDisc grade={row.grade} size={10} theme={theme} />
                </span>
                <span className="guess-name" title={row.name}>
                  {row.name}
                </span>
                <span className="visually-hidden">, {row.grade}</span>
              </span>
            </th>
            <td className="guess-assumed" title={row.assumed}>
              {row.assumed}
            </td>
            <td>
              <span className="guess-share">
                <span className="guess-bar" style={{ width: Math.max(1, (BAR_WIDTH * row.share) / most) }} />
                {row.percent}
              </span>
            </td>
            <td className="numeric">
              <Replace row={row} onQuestion={onQuestion} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Replace({
  row: { replacement, name, key },
  onQuestion,
}: {
  readonly row: GuessRow;
  readonly onQuestion: (question: QuestionId) => void;
}): ReactElement | null {
  const goTo = useApp((state) => state.goTo);
  const about = <span className="visually-hidden">: {name}</span>;
  const question = QUESTIONS.find((one) => one === replacement);
  if (question !== undefined)
    return (
      <Button kind="link" onClick={() => onQuestion(question)}>
        Question {questionNumber(question)}
        {about}
      </Button>
    );
  if (replacement === "usage")
    return (
      <Button kind="link" onClick={() => goTo("actuals")}>
        Import usage{about}
      </Button>
    );
  if (replacement === "settings")
    return (
      <Button kind="link" onClick={() => goTo("settings")}>
        Settings{about}
      </Button>
    );
  return key === "rest" ? null : <span className="note">cannot be set</span>;
}
