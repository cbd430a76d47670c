import type { ReactElement } from "react";
import { formatShare } from "#shared/format/chances.ts";
import { formatDecimals } from "#shared/format/counts.ts";
import { withRoute } from "#shared/plan/edits/routeEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { routeName, routerFigures } from "#shared/studies/labWords.ts";
import type { RouteLab, RouteOption } from "#shared/studies/routeLab/answer.ts";
import { netOf } from "#shared/studies/routeLab/netValue.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";

interface OptionsProps {
  readonly lab: RouteLab;
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  readonly worth: RouteLab["worth"];
  readonly best: RouteOption;
  readonly money: (amount: number) => string;
}

/** Every route with its figures, best first, and the step to a scenario. */
export function RouteOptions({ lab, plan, scenario, workload, worth, best, money }: OptionsProps): ReactElement {
  const make = useChangeAsScenario(scenario);
  const goTo = useApp((state) => state.goTo);
  const rows = lab.options
    .filter(({ kind, id }) => kind !== "router" || id === best.id || id.endsWith("0.6"))
    .toSorted((one, other) => netOf(other, worth) - netOf(one, worth));
  const asScenario = (option: RouteOption): void => {
    const name = `${plan.workloads[workload]?.name ?? workload}: ${routeName(plan, option)}`;
    make(name, (base) => withRoute(base, workload, option.route));
    goTo("scenarios");
  };
  return (
    <table className="table lab-table">
      <OptionsHead />
      <tbody>
        {rows.map((option) => (
          <OptionRow
            key={option.id}
            option={option}
            name={routeName(plan, option)}
            net={netOf(option, worth)}
            isBest={option.id === best.id}
            money={money}
            onScenario={() => asScenario(option)}
          />
        ))}
      </tbody>
    </table>
  );
}

function OptionsHead(): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Route</th>
        <th scope="col" className="numeric">
          A task costs
        </th>
        <th scope="col" className="numeric">
          At today’s tokens
        </th>
        <th scope="col" className="numeric">
          Correct
        </th>
        <th scope="col" className="numeric">
          Undetected errors
        </th>
        <th scope="col" className="numeric">
          Escalated
        </th>
        <th scope="col" className="numeric">
          Break-even escalation rate
        </th>
        <th scope="col" className="numeric">
          Net value per task
        </th>
        <th scope="col">
          <span className="visually-hidden">Make a scenario</span>
        </th>
      </tr>
    </thead>
  );
}

interface OptionRowProps {
  readonly option: RouteOption;
  readonly name: string;
  /** Net value a task, in the plan's currency. */
  readonly net: number;
  readonly isBest: boolean;
  readonly money: (amount: number) => string;
  readonly onScenario: () => void;
}

function OptionRow({ option, name, net, isBest, money, onScenario }: OptionRowProps): ReactElement {
  return (
    <tr data-best={isBest || undefined}>
      <th scope="row">{name}</th>
      <td className="numeric">{money(option.cost.mean)}</td>
      <td className="numeric">{option.repriced === null ? "" : money(option.repriced)}</td>
      <td className="numeric">{formatShare(option.right.mean)}</td>
      <td className="numeric">{formatShare(option.wrong)}</td>
      <td className="numeric">{option.escalation === null ? "" : formatShare(option.escalation.rate)}</td>
      <td className="numeric">
        {option.escalation === null
          ? ""
          : option.escalation.breakEven <= 0
            ? "never"
            : formatShare(option.escalation.breakEven)}
      </td>
      <td className="numeric figure">{money(net)}</td>
      <td>
        {option.kind !== "present" && (
          <Button kind="link" onClick={onScenario}>
            Scenario<span className="visually-hidden"> of {name}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

/** For those who ask: the measures of the routing literature. */
export function RouterFigures({ lab }: { readonly lab: RouteLab }): ReactElement | null {
  const found = routerFigures(lab);
  if (found === null) return null;
  const share = (value: number | null): string => (value === null ? "not reached" : formatShare(value));
  return (
    <details className="lab-details">
      <summary>Router measures from the research literature</summary>
      <p className="note">
        {`APGR ${formatDecimals(found.apgr, 2)} (a random router: 0.50), CPT 50% ${share(found.cpt50)}, CPT 80% ${share(found.cpt80)} (RouteLLM, arXiv 2406.18665); AIQ ${formatDecimals(found.aiq, 3)} over the costs between the two models (RouterBench, arXiv 2403.12031).`}
      </p>
    </details>
  );
}
