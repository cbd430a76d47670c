import { formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { freshId } from "#shared/plan/ids.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { applyContractPreset, contractPresets, needsRate } from "#shared/plan/presets/contractPresets.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import type { ContractUse, UsageSummary } from "#shared/usage/answers/answers.ts";
import { measured, type UsageSource } from "#shared/usage/fits/measured.ts";
import { roundedShares, withMeasuredComment, type MeasuredPart } from "./measuredPart.ts";

/** What usage says of seats and of cost centers. */

/** Exports of sellers by the seat: their source, and the preset by the monthly quota of a seat; the first where none is said. */
const SELLERS: readonly {
  readonly source: string;
  readonly name: RegExp;
  /** What its exports leave out; said beside what is found. */
  readonly unknown: string;
  readonly presets: readonly { readonly id: string; readonly quota: number | null }[];
}[] = [
  {
    source: "github-copilot",
    name: /copilot/i,
    unknown: "",
    // Credits of $0.01 a month, and the premium requests of before.
    presets: [
      { id: "copilot-business", quota: 1_900 },
      { id: "copilot-business", quota: 300 },
      { id: "copilot-enterprise", quota: 3_900 },
      { id: "copilot-enterprise", quota: 1_000 },
    ],
  },
  // Requests that a seat includes have neither a bill nor the price at which they count, and "auto" has none at all.
  {
    source: "cursor",
    name: /cursor/i,
    unknown: "; what a seat includes is not in this export",
    presets: [{ id: "cursor-teams", quota: null }],
  },
];

/** A credit of Copilot in US dollars; a quota of fewer is one of requests, which have no price. */
const CREDIT = 0.01;
const LEAST_CREDITS = 1_900;

/** How many people have seats of a seller, and what a seat includes where the export says so. */
export function measuredSeats(plan: Plan, { contracts }: UsageSummary, source: UsageSource): MeasuredPart[] {
  return SELLERS.flatMap((seller): MeasuredPart[] => {
    const found = contracts?.seats.find((one) => one.source === seller.source);
    const preset = contractPresets.find(({ id }) => id === presetFor(seller.presets, found?.quota ?? null));
    if (found === undefined || preset === undefined) return [];
    const people = `${formatCount(found.people)} ${found.people === 1 ? "person" : "people"}`;
    const n = `${people} in ${formatCount(found.rows)} rows`;
    const credits = found.quota !== null && found.quota >= LEAST_CREDITS ? found.quota : null;
    const included = credits === null ? "" : `, ${formatCount(credits)} credits a seat`;
    const existing = Object.entries(plan.seats ?? {}).find(([, { name = "" }]) => seller.name.test(name));
    const asks = existing === undefined && needsRate(plan) ? "; give the rate of USD first" : "";
    return [
      {
        id: `seats ${seller.source}`,
        name: `Seats of ${existing?.[1].name ?? preset.name}`,
        found: `${people} used it${included}, n = ${formatCount(found.rows)} rows${seller.unknown}${asks}`,
        edit: (current) => {
          if (asks !== "") return null;
          const has = existing !== undefined && current.seats?.[existing[0]] !== undefined;
          const added = has ? { plan: current, id: existing[0] } : applyContractPreset(current, preset);
          const id = added.id!;
          const counted = setAt(added.plan, pointerOf(["seats", id, "count"]), {
            value: found.people,
            evidence: measured(source, n),
          });
          const seats = counted.seats![id]!;
          const isKnown =
            credits !== null && seats.included !== undefined && (seats.currency ?? counted.currency) === "USD";
          const changed = isKnown
            ? setAt(counted, pointerOf(["seats", id, "included", "amount"]), credits * CREDIT)
            : counted;
          return {
            name: `take the seats of ${seats.name ?? id} from usage`,
            plan: inItsVersion(changed, current),
          };
        },
      },
    ];
  });
}

function presetFor(presets: (typeof SELLERS)[number]["presets"], quota: number | null): string {
  return (presets.find((one) => one.quota === quota) ?? presets[0]!).id;
}

/** Which cost centers the use of a workload belongs to, by what its rows say. */
export function measuredCentres(plan: Plan, { contracts }: UsageSummary, source: UsageSource): MeasuredPart[] {
  const centres = contracts?.centres ?? [];
  const workloads = [...new Set(centres.map(({ workload }) => workload))].filter((id) =>
    Object.hasOwn(plan.workloads, id),
  );
  return workloads.flatMap((workload): MeasuredPart[] => {
    const own = centres.filter((one) => one.workload === workload);
    const name = plan.workloads[workload]!.name ?? workload;
    const rows = own.reduce((sum, one) => sum + one.rows, 0);
    const n = `${formatCount(rows)} ${rows === 1 ? "row" : "rows"}`;
    const shares = sharesOf(own);
    if (shares === null) return [];
    const words = Object.entries(shares).map(([value, share]) => `${value} ${formatShare(share)}`);
    return [
      {
        id: `centres ${workload}`,
        name: `Cost centers of ${name}`,
        found: `${new Intl.ListFormat("en", { type: "conjunction" }).format(words)}, n = ${n}`,
        edit: (current) => {
          if (current.workloads[workload] === undefined) return null;
          let next = current;
          const byId = Object.entries(shares).map(([value, share]): [string, number] => {
            const known = centreNamed(next, value);
            const id = known ?? freshId(value, next.costCentres ?? {});
            if (known === null) next = setAt(next, pointerOf(["costCentres", id]), { name: value });
            return [id, share];
          });
          const pointer = pointerOf(["workloads", workload, "costCentre"]);
          const changed = setAt(next, pointer, byId.length === 1 ? byId[0]![0] : Object.fromEntries(byId));
          return {
            name: `take the cost centers of ${name} from usage`,
            plan: withMeasuredComment(changed, [pointer], source, n, current),
          };
        },
      },
    ];
  });
}

/** Shares by money where all rows have some, else by tokens; null: neither is known. */
function sharesOf(centres: ContractUse["centres"]): Record<string, number> | null {
  const hasMoney = centres.every(({ money }) => money !== null && money > 0);
  const shares = Object.fromEntries(centres.map(({ value, money, tokens }) => [value, hasMoney ? money! : tokens]));
  const whole = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return whole > 0 ? roundedShares(shares) : null;
}

function centreNamed({ costCentres = {} }: Plan, value: string): string | null {
  const plain = value.trim().toLowerCase();
  const found = Object.entries(costCentres).find(
    ([id, { name = id }]) => id.toLowerCase() === plain || name.toLowerCase() === plain,
  );
  return found?.[0] ?? null;
}
