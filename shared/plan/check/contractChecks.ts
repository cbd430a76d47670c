import { isPeopleOfWorkload } from "#shared/plan/headCount.ts";
import { rateOf } from "#shared/plan/rates.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Path } from "#shared/plan/pointer.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";
import { successorIssues } from "./modelChecks.ts";

/**
 * What only the whole plan can show about contracts: names of workloads, models and cost centers, currencies without a
 * rate, and work that two contracts would pay for.
 */
export function contractIssues(plan: Plan, isSound: (path: Path) => boolean): Issue[] {
  const named = isSound(["workloads"]) && isSound(["models"]);
  // What is left out is sound.
  const sound = (part: "seats" | "commitments" | "costCentres"): boolean => plan[part] === undefined || isSound([part]);
  const when = (condition: boolean, issues: () => Issue[]): Issue[] => (condition ? issues() : []);
  return [
    ...when(isSound(["models"]), () => successorIssues(plan, isSound)),
    ...when(sound("seats"), () => [...seatCurrencyIssues(plan), ...doubleSeatIssues(plan)]),
    ...when(named && sound("seats"), () => seatNameIssues(plan)),
    ...when(named && sound("commitments"), () => commitmentNameIssues(plan)),
    ...when(sound("seats") && sound("commitments"), () => seatAndCommitmentIssues(plan)),
    ...when(sound("commitments"), () => doubleCommitmentIssues(plan)),
    ...when(sound("costCentres"), () => centreIssues(plan, isSound)),
  ];
}

/** An unknown name among known ones. */
function unknownName(what: string, id: string, known: readonly string[], path: Path): Issue {
  const wanted = known.length === 0 ? `a ${what} of the plan` : anyOf(known);
  return issueAt(path, `the ${what} ${quoted(id)}, which is not in the plan`, wanted, nearestName(id, known));
}

function missing(what: string, ids: readonly string[], map: object, at: Path): Issue[] {
  return ids.flatMap((id, i) => (Object.hasOwn(map, id) ? [] : [unknownName(what, id, Object.keys(map), [...at, i])]));
}

/** How the sentence on a missing rate ends, for whoever asks for it. */
export const NO_RATE = "for which the plan has no rate";

/** The issue of a currency without a rate. */
export function missingRate(currency: string, own: string, path: Path): Issue {
  return issueAt(
    path,
    `${quoted(currency)}, ${NO_RATE}`,
    `a rate at /currencies/${currency}/rate: how much ${own} one ${currency} costs`,
  );
}

function seatCurrencyIssues(plan: Plan): Issue[] {
  return Object.entries(plan.seats ?? {}).flatMap(([id, { currency }]) =>
    currency === undefined || !Number.isNaN(rateOf(plan, { currency }))
      ? []
      : [missingRate(currency, plan.currency, ["seats", id, "currency"])],
  );
}

function seatNameIssues({ seats = {}, workloads }: Plan): Issue[] {
  return Object.entries(seats).flatMap(([id, { count, covers = [] }]) => [
    ...(isPeopleOfWorkload(count) && !Object.hasOwn(workloads, count.of)
      ? [unknownName("workload", count.of, Object.keys(workloads), ["seats", id, "count", "of"])]
      : []),
    ...missing("workload", covers, workloads, ["seats", id, "covers"]),
  ]);
}

function commitmentNameIssues({ commitments = {}, workloads, models }: Plan): Issue[] {
  return Object.entries(commitments).flatMap(([id, { covers }]) =>
    "models" in covers
      ? missing("model", covers.models, models, ["commitments", id, "covers", "models"])
      : missing("workload", covers.workloads, workloads, ["commitments", id, "covers", "workloads"]),
  );
}

/** Workloads that seats cover twice. */
function doubleSeatIssues({ seats = {} }: Plan): Issue[] {
  const by = new Map<string, string>();
  return Object.entries(seats).flatMap(([id, { covers = [] }]) =>
    covers.flatMap((workload, i): Issue[] => {
      const first = by.get(workload);
      by.set(workload, id);
      return first === undefined
        ? []
        : [
            issueAt(
              ["seats", id, "covers", i],
              `${quoted(workload)}, which the seats ${quoted(first)} cover too`,
              "each workload once",
            ),
          ];
    }),
  );
}

function seatAndCommitmentIssues({ seats = {}, commitments = {} }: Plan): Issue[] {
  const covered = new Set(Object.values(seats).flatMap(({ covers = [] }) => covers));
  return Object.entries(commitments).flatMap(([id, { covers }]) =>
    "models" in covers
      ? []
      : covers.workloads.flatMap((workload, i) =>
          covered.has(workload)
            ? [
                issueAt(
                  ["commitments", id, "covers", "workloads", i],
                  `${quoted(workload)}, which seats cover too`,
                  "a workload whose use no seats include",
                ),
              ]
            : [],
        ),
  );
}

/** Models or workloads that two commitments cover on one day, and commitments of both kinds beside each other. */
function doubleCommitmentIssues({ commitments = {} }: Plan): Issue[] {
  const all = Object.entries(commitments);
  const [first] = all;
  return all.flatMap(([id, one], i) => {
    const kind = "models" in one.covers ? "models" : "workloads";
    const other = all.slice(0, i).find(([, before]) => overlap(before, one) && sharedIdOf(before, one) !== null);
    if (first !== undefined && !(kind in first[1].covers))
      return [
        issueAt(
          ["commitments", id, "covers"],
          `a commitment that covers ${kind} beside one that covers ${kind === "models" ? "workloads" : "models"}`,
          "commitments that all cover models, or all workloads",
        ),
      ];
    if (other === undefined) return [];
    const found = `${quoted(sharedIdOf(other[1], one)!)}, which ${quoted(other[0])} covers on the same days`;
    return [issueAt(["commitments", id, "covers", kind], found, "each model or workload in one commitment at a time")];
  });
}

type Commitment = NonNullable<Plan["commitments"]>[string];

/** Whether two commitments cover on one day; one that rolls goes on to the end. */
function overlap(one: Commitment, other: Commitment): boolean {
  const end = ({ until, unused }: Commitment): string => (unused === "rolls" ? "9999-01-01" : until);
  return one.from < end(other) && other.from < end(one);
}

function sharedIdOf(one: Commitment, other: Commitment): string | null {
  const ids = ({ covers }: Commitment): readonly string[] => ("models" in covers ? covers.models : covers.workloads);
  return ids(other).find((id) => ids(one).includes(id)) ?? null;
}

/** Cost centers that are named and missing, and one that is named as what belongs to none. */
function centreIssues(plan: Plan, isSound: (path: Path) => boolean): Issue[] {
  const { costCentres = {} } = plan;
  const known = Object.keys(costCentres);
  const reserved = Object.hasOwn(costCentres, UNASSIGNED)
    ? [
        issueAt(
          ["costCentres", UNASSIGNED],
          `a cost center named ${quoted(UNASSIGNED)}`,
          `another name: ${quoted(UNASSIGNED)} holds what belongs to no cost center`,
        ),
      ]
    : [];
  const named = centresNamed(plan, isSound).flatMap(({ id, path }) =>
    Object.hasOwn(costCentres, id) ? [] : [unknownName("cost center", id, known, path)],
  );
  return [...reserved, ...named];
}

/** Every cost center that is named, and where. */
function centresNamed(plan: Plan, isSound: (path: Path) => boolean): { readonly id: string; readonly path: Path }[] {
  const of = (value: unknown, path: Path): { id: string; path: Path }[] => {
    if (typeof value === "object" && value !== null)
      return Object.keys(value).map((id) => ({ id, path: [...path, id] }));
    return [];
  };
  const workloads = isSound(["workloads"]) ? Object.entries(plan.workloads) : [];
  const parts = (["seats", "commitments", "fixedCosts"] as const).filter(
    (part) => plan[part] !== undefined && isSound([part]),
  );
  return [
    ...workloads.flatMap(([id, { costCentre }]) => {
      const path = ["workloads", id, "costCentre"];
      return typeof costCentre === "string" ? [{ id: costCentre, path }] : of(costCentre, path);
    }),
    ...parts.flatMap((part) =>
      Object.entries(plan[part] ?? {}).flatMap(([id, { split }]) => of(split, [part, id, "split"])),
    ),
  ];
}
