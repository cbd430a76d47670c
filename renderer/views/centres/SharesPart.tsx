import { Fragment, useState, type ReactElement } from "react";
import { centreTone } from "#shared/charts/centres/MonthBar.tsx";
import type { CostKind, Forecast } from "#shared/forecast/answers/forecast.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import { evenShares, sharesAsWritten, type CentreShares } from "#shared/plan/edits/centreEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import type { Known } from "./known.ts";
import { ShareFields } from "./ShareFields.tsx";

/** A cost of the plan with the rule that divides it. */
interface Divided {
  readonly kind: Exclude<CostKind, "unassigned">;
  readonly id: string;
  readonly pointer: string;
  /** Undefined: nothing is said. */
  readonly rule: string | CentreShares | undefined;
}

/** Every cost with the rule by which cost centers bear it, and what that comes to on average. */
export function SharesPart({ known: { forecast } }: { readonly known: Known }): ReactElement {
  const { plan } = usePlanEdits();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section aria-labelledby="centres-shares">
      <header className="contracts-head">
        <h2 id="centres-shares" className="part-heading">
          How are costs divided?
        </h2>
        <span className="note">in every simulated year the parts sum to the whole</span>
      </header>
      <table className="plain-table centres-table">
        <HeadRow heads={["Cost", "Rule", "Who bears it", figures("This year, on average")]} />
        <tbody>
          {costsOf(plan).map((cost) => (
            <CostRow
              key={cost.pointer}
              {...{ cost, forecast }}
              isOpen={open === cost.pointer || hasSeveral(cost.rule)}
              onShares={() => setOpen(cost.pointer)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function hasSeveral(rule: Divided["rule"]): boolean {
  return typeof rule === "object" && Object.keys(rule).length > 1;
}

function costsOf(plan: Plan): Divided[] {
  const split = (kind: Divided["kind"], part: "seats" | "commitments" | "fixedCosts"): Divided[] =>
    Object.entries<{ readonly split?: string | CentreShares }>(plan[part] ?? {}).map(([id, own]) => ({
      kind,
      id,
      pointer: pointerOf([part, id, "split"]),
      rule: own.split ?? "use",
    }));
  return [
    ...Object.entries(plan.workloads).map(([id, { costCentre }]): Divided => ({
      kind: "workload",
      id,
      pointer: pointerOf(["workloads", id, "costCentre"]),
      rule: costCentre,
    })),
    ...split("seats", "seats"),
    ...split("commitment", "commitments"),
    ...split("fixedCost", "fixedCosts"),
  ];
}

interface RowProps {
  readonly cost: Divided;
  readonly forecast: Forecast | null;
  readonly isOpen: boolean;
  readonly onShares: () => void;
}

function CostRow({ cost, forecast, isOpen, onShares }: RowProps): ReactElement {
  const { plan } = usePlanEdits();
  const name = costName(cost, plan);
  const parts = partsOf(cost, forecast, plan);
  const whole = parts.reduce((sum, { money }) => sum + money, 0);
  return (
    <Fragment>
      <tr data-pointer={cost.pointer}>
        <th scope="row">{name}</th>
        <td>
          <RuleSelect cost={cost} name={name} onShares={onShares} />
        </td>
        <td>
          <Bearers parts={parts} whole={whole} />
        </td>
        <td className="numeric figure-key">{forecast === null ? "…" : formatMoneyTo(plan.currency, whole, 3)}</td>
      </tr>
      {isOpen && typeof cost.rule === "object" && (
        <tr>
          <td colSpan={4} className="centres-share-row">
            <ShareFields pointer={cost.pointer} name={name} shares={cost.rule} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** By use, by people, all to one, or fixed shares; of a workload also to nobody. */
function RuleSelect({
  cost: { kind, pointer, rule },
  name,
  onShares,
}: {
  readonly cost: Divided;
  readonly name: string;
  readonly onShares: () => void;
}): ReactElement {
  const { plan, change } = usePlanEdits();
  const centres = Object.entries(plan.costCentres ?? {});
  const isWork = kind === "workload";
  const sole =
    typeof rule === "object"
      ? Object.keys(rule).length === 1
        ? Object.keys(rule)[0]!
        : null
      : isWork
        ? (rule ?? null)
        : null;
  const value = sole !== null ? `all ${sole}` : typeof rule === "object" ? "shares" : (rule ?? "nobody");
  return (
    <Select
      label={`Who bears ${name}`}
      hideLabel
      options={[
        ...(isWork
          ? [{ value: "nobody", label: "unassigned" }]
          : [
              { value: "use", label: "by use" },
              { value: "people", label: "by people" },
            ]),
        ...centres.map(([id, { name: called = id }]) => ({ value: `all ${id}`, label: `all to ${called}` })),
        ...(centres.length > 1 ? [{ value: "shares", label: "fixed shares" }] : []),
      ]}
      value={value}
      onChange={(next) => {
        if (next === "nobody") change(pointer, undefined);
        else if (next === "use" || next === "people") change(pointer, next);
        else if (next === "shares") {
          change(pointer, evenShares(centres.map(([id]) => id)));
          onShares();
        } else change(pointer, sharesAsWritten(pointer, { [next.slice("all ".length)]: 1 }));
      }}
    />
  );
}

interface Part {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly money: number;
}

/** What each centre bears of a cost, on average. */
function partsOf({ kind, id }: Divided, forecast: Forecast | null, plan: Plan): Part[] {
  const centres = Object.entries(plan.costCentres ?? {}).map(([centre, { name = centre }]) => ({ centre, name }));
  return [...centres, { centre: UNASSIGNED, name: "Unassigned" }].flatMap(({ centre, name }, place) => {
    const own = forecast?.costCentres?.[centre]?.costs.find((cost) => cost.kind === kind && cost.id === id);
    return own === undefined || own.spend.mean === 0 ? [] : [{ id: centre, name, place, money: own.spend.mean }];
  });
}

/** The centres that bear a cost as parts of one bar, each with its words where there is room. */
function Bearers({ parts, whole }: { readonly parts: readonly Part[]; readonly whole: number }): ReactElement {
  const { scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  if (whole === 0) return <span className="note">nothing this year</span>;
  const hue = theme.color.scenarios[scenarioIndex] ?? theme.color.ink3;
  const words = parts.map(({ name, money }) => `${name} ${formatPercent(money / whole)}`).join(", ");
  return (
    <span className="centres-bearers" title={words}>
      <span className="centres-bar" aria-hidden="true">
        {parts.map(({ id, place, money }) => (
          <span
            key={id}
            style={
              id === UNASSIGNED
                ? { flexGrow: money / whole, border: `1px dashed ${theme.color.control}` }
                : { flexGrow: money / whole, background: hue, opacity: centreTone(place) }
            }
          />
        ))}
      </span>
      <span className="note centres-bearer-words">{words}</span>
    </span>
  );
}
