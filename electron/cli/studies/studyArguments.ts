import type { SizedThing } from "#shared/studies/targets/bestSize.ts";
import type { Command, RunArguments } from "#electron/cli/command.ts";
import { runOf, shareOf, wholeNumber, WrongUsage, type Values } from "#electron/cli/optionValues.ts";
import type { StudyAsk, StudyAskName } from "./studyAsk.ts";

/** Which options a study has beside those of every run. */
export const STUDY_OPTIONS_OF: Readonly<Record<StudyAskName, readonly string[]>> = {
  drivers: [],
  bridge: [],
  routes: ["workload"],
  levers: ["workload"],
  models: ["success"],
  caps: ["workload", "cap"],
  size: ["workload", "size", "max-overrun"],
  contracts: ["workloads", "pool", "person", "discount"],
  targets: ["confidence", "outcomes", "discount"],
  enough: [],
  stress: ["month"],
  year: ["rank"],
  pilots: [],
};

const OWN = new Set(Object.values(STUDY_OPTIONS_OF).flat());
const NAMES = new Intl.ListFormat("en", { type: "disjunction" }).format(Object.keys(STUDY_OPTIONS_OF));

/** Shares of variance and small differences need at least so many simulated years. */
const LEAST_TRIALS = 200;

/** What is sized where the command line names nothing else, and how likely it may overspend. */
const USUAL_SIZE: SizedThing = "attempt cap";
const USUAL_RISK = 0.5;
const USUAL_DISCOUNT = 0.1;
const USUAL_SUCCESS = 0.8;
const MOST_OUTCOMES = 1e12;

/** `study NAME PLAN`: which question is asked of which plan. Throws `WrongUsage`. */
export function studyOf(values: Values, [name, planPath, third]: readonly string[]): Command {
  if (name === undefined || !isStudy(name))
    throw new WrongUsage(
      `study needs the name of a study${name === undefined ? "" : `, and "${name}" is not one`}: ${NAMES}.`,
    );
  if (planPath === undefined) throw new WrongUsage(`study ${name} needs a PLAN: the path of a plan file.`);
  if (third !== undefined) throw new WrongUsage(`study takes one PLAN, and "${third}" is a second.`);
  for (const option of Object.keys(values))
    if (OWN.has(option) && !STUDY_OPTIONS_OF[name].includes(option))
      throw new WrongUsage(`study ${name} has no option --${option}. ${ownOptions(name)}`);
  const run = runOf(planPath, values);
  refuseRun(name, run);
  return { kind: "study", ask: askOf(name, values), run, json: values["json"] ?? null };
}

/** Refuses a run that a study cannot answer from. */
function refuseRun(name: StudyAskName, run: RunArguments): void {
  if ("trials" in run.length && run.length.trials < LEAST_TRIALS)
    throw new WrongUsage(
      `--trials is ${run.length.trials}; a study needs at least ${LEAST_TRIALS}, or its shares and differences would mean nothing.`,
    );
  if (name === "pilots" && run.scenario !== null)
    throw new WrongUsage("study pilots looks at the plan and all its scenarios: leave --scenario out.");
  if (name === "bridge" && run.scenario === null)
    throw new WrongUsage("study bridge leads from the plan to a scenario: give --scenario ID.");
}

function isStudy(name: string): name is StudyAskName {
  return Object.hasOwn(STUDY_OPTIONS_OF, name);
}

function ownOptions(name: StudyAskName): string {
  const own = STUDY_OPTIONS_OF[name].map((option) => `--${option}`);
  return own.length === 0 ? "It has none of its own." : `It has ${own.join(", ")}.`;
}

function askOf(name: StudyAskName, values: Values): StudyAsk {
  switch (name) {
    case "routes":
    case "levers":
    case "caps":
    case "size":
      return workloadAsk(name, values["workload"] ?? null, values);
    case "contracts":
      return contractsAsk(values);
    case "targets":
      return targetsAsk(values);
    case "models":
      return modelsAsk(values);
    case "stress":
      return { name, month: monthOf(values["month"]) };
    case "year":
      return { name, rank: shareOf("--rank", values["rank"]) };
    case "drivers":
    case "bridge":
    case "enough":
    case "pilots":
      return { name };
  }
}

function modelsAsk(values: Values): StudyAsk {
  return { name: "models", share: shareOf("--success", values["success"]) ?? USUAL_SUCCESS };
}

function contractsAsk(values: Values): StudyAsk {
  return {
    name: "contracts",
    workloads: values["workloads"]?.split(",") ?? null,
    pool: values["pool"] ?? null,
    person: values["person"] ?? null,
    discount: betweenOf("--discount", values["discount"], true),
  };
}

function targetsAsk(values: Values): StudyAsk {
  return {
    name: "targets",
    confidence: betweenOf("--confidence", values["confidence"]),
    outcomes: wholeNumber("--outcomes", values["outcomes"], null, 0, MOST_OUTCOMES),
    discount: betweenOf("--discount", values["discount"], true) ?? USUAL_DISCOUNT,
  };
}

/** A question about one workload. */
function workloadAsk(name: "routes" | "levers" | "caps" | "size", workload: string | null, values: Values): StudyAsk {
  if (name === "routes" || name === "levers") return { name, workload };
  if (name === "caps") return { name, workload, cap: oneOf("--cap", values["cap"], CAPS) ?? "attempt" };
  const thing = oneOf("--size", values["size"], THINGS) ?? USUAL_SIZE;
  return { name, workload, thing, risk: shareOf("--max-overrun", values["max-overrun"]) ?? USUAL_RISK };
}

const CAPS: Readonly<Record<string, "attempt" | "month" | "person">> = {
  attempt: "attempt",
  month: "month",
  person: "person",
};
const THINGS: Readonly<Record<string, SizedThing>> = {
  "attempt-cap": "attempt cap",
  "month-cap": "month cap",
  router: "router",
};

/** The value that a word stands for; null: no word was given. */
function oneOf<Value>(option: string, word: string | undefined, values: Readonly<Record<string, Value>>): Value | null {
  if (word === undefined) return null;
  if (Object.hasOwn(values, word)) return values[word]!;
  const known = new Intl.ListFormat("en", { type: "disjunction" }).format(Object.keys(values));
  throw new WrongUsage(`${option} is "${word}"; it takes ${known}.`);
}

/** A share that may be neither all nor, unless `orNone`, nothing. */
function betweenOf(option: string, text: string | undefined, orNone = false): number | null {
  const share = shareOf(option, text);
  if (share === null || (share < 1 && (share > 0 || orNone))) return share;
  throw new WrongUsage(
    `${option} takes a share ${orNone ? "from 0% to less than" : "between 0% and"} 100%, such as 80%; "${text}" is not one.`,
  );
}

function monthOf(text: string | undefined): string {
  if (text === undefined)
    throw new WrongUsage("study stress needs --month, such as 2027-09: the budget is to be spent by its end.");
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new WrongUsage(`--month takes a month such as 2027-09; "${text}" is not one.`);
}
