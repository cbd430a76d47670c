import { formatPercent } from "#shared/format/chances.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import { assumptionValueWords } from "#shared/report/assumptionWords.ts";
import { replacementOf, type Replacement } from "#shared/setUp/guesses.ts";
import { driverWords } from "#shared/studies/driverWords.ts";
import { wholePercents } from "#shared/studies/driverRows.ts";
import type { InputShares } from "#shared/studies/inputShares.ts";

/** A line of "What is still guessed?": an assumption, what is assumed, and its share of the uncertainty. */
export interface GuessRow {
  readonly key: string;
  readonly name: string;
  readonly grade: Evidence["grade"];
  readonly assumed: string;
  readonly share: number;
  readonly percent: string;
  readonly replacement: Replacement;
}

const SHOWN = 5;

/** The assumptions that make most of the uncertainty, and what is left in one row: the shares sum to 100%. */
export function guessRows(plan: Plan, shares: InputShares): GuessRow[] {
  const register = new Map(assumptionRegister(plan).map((input) => [input.pointer, input]));
  const words = driverWords(plan);
  const inputs = shares.inputs.filter(({ share }) => share >= 0.005);
  const shown = inputs.slice(0, SHOWN);
  const rest =
    shares.inputs.reduce((sum, { share }) => sum + share, 0) -
    shown.reduce((sum, { share }) => sum + share, 0) +
    shares.together;
  const percents = wholePercents([...shown.map(({ share }) => share), rest, shares.runs]);
  const percent = (i: number): string => (percents[i] === 0 ? "under 1%" : formatPercent(percents[i]! / 100));
  const rows = shown.map(({ unknown, share }, i): GuessRow => {
    const input = register.get(unknown.pointer);
    const isWander = unknown.kind === "wander";
    const isUsers = unknown.kind === "users";
    return {
      key: unknown.id,
      name: isWander
        ? `Month-to-month fluctuation${nameBehind(plan, unknown.workload)}`
        : shortened(plan, words.name(unknown)),
      grade: input?.grade ?? "guessed",
      assumed:
        input === undefined
          ? isWander
            ? `${formatPercent(plan.workloads[unknown.workload ?? ""]?.demand.wander?.monthlySd ?? 0)} a month`
            : isUsers
              ? "heavy and light use"
              : ""
          : assumptionValueWords(input, plan.currency),
      share,
      percent: percent(i),
      replacement: input === undefined ? null : replacementOf(unknown.pointer),
    };
  });
  const tail: GuessRow[] = [
    {
      key: "rest",
      name: "All other inputs",
      grade: "guessed",
      assumed: "",
      share: rest,
      percent: percent(shown.length),
      replacement: null,
    },
    {
      key: "runs",
      name: "Run-to-run variation",
      grade: "guessed",
      assumed: "",
      share: shares.runs,
      percent: percent(shown.length + 1),
      replacement: null,
    },
  ];
  return [...rows, ...tail.filter(({ share }) => share >= 0.005)];
}

/** A name without that of the workload, where there is only one. */
function shortened(plan: Plan, name: string): string {
  const workloads = Object.values(plan.workloads);
  const only = workloads.length === 1 ? workloads[0]?.name : undefined;
  return only !== undefined && name.endsWith(`, ${only}`) ? name.slice(0, -only.length - 2) : name;
}

function nameBehind(plan: Plan, workload: string | null): string {
  return workload === null || Object.keys(plan.workloads).length === 1
    ? ""
    : `, ${plan.workloads[workload]?.name ?? workload}`;
}
