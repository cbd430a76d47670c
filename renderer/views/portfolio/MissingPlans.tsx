import type { ReactElement } from "react";
import { FilePicker } from "#renderer/controls/FilePicker.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { givePlan } from "#renderer/state/portfolio/portfolioFiles.ts";
import type { OpenPortfolio } from "#renderer/state/portfolio/openPortfolio.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { partProblem } from "./portfolioQuestion.ts";

/** The plans that are named and cannot be summed yet, each with what it lacks; nothing where all are there. */
export function MissingPlans({ portfolio }: { readonly portfolio: OpenPortfolio }): ReactElement | null {
  const { store } = useAppContext();
  const missing = portfolio.file.plans.flatMap(({ path }, i) => {
    const problem = partProblem(portfolio, i);
    return problem === null ? [] : [{ path, problem }];
  });
  if (missing.length === 0) return null;
  return (
    <section className="portfolio-missing" aria-label="Plans that are missing">
      <ul>
        {missing.map(({ path, problem }) => (
          <li key={path}>
            <Icon name="warning" />
            <span>
              <strong>{path}</strong>: {problem}
            </span>
          </li>
        ))}
      </ul>
      <FilePicker
        words="Choose the plans’ files"
        kind="primary"
        accept=".pastapril,.json"
        label="Files of the plans that the portfolio names"
        isMany
        onFile={(file) => void givePlan(store, file)}
      />
    </section>
  );
}
