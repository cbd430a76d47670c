import { betaDraw } from "#shared/distributions/beta.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedPlanValue } from "#shared/plan/resolving/resolvedValue.ts";
import { streamOf, uniformAt, type Key } from "#shared/random/random.ts";
import { updatedChance } from "./bayesFactor.ts";
import { roundedLag } from "./benefit.ts";
import { drawNumber, type CaseNumber, type CaseSource } from "./caseNumbers.ts";
import { isFact, rateName, type CompiledCase } from "./compileCase.ts";
import { behaviourFactor } from "./counts.ts";
import { drawGateRate, GATES, type Gate } from "./referenceClass.ts";

/** The rates of the five gates in one trial: the firm's, so the same for all its uses. */
export type GateRates = Readonly<Record<Gate, number>>;

/** A trial as cases meet it. */
export interface CaseTrial extends CaseSource {
  readonly rates: GateRates;
}

/** What one trial drew for a case. */
export interface CaseDraw {
  readonly open: Readonly<Record<Gate, boolean>>;
  /** Share of the claim that arrives: 0 where a gate is closed; and if all gates that stand on the class were open. */
  readonly gain: number;
  readonly generousGain: number;
  /** The effect if it is real, on its scale; 0 without a target. */
  readonly effect: number;
  /** Standard normal: how wrong a measurement is on the day of the decision. */
  readonly sightError: number;
  readonly hours: number;
  readonly hourlyCost: number;
  readonly share: number;
  readonly anyway: number;
  readonly lag: number;
  /** Of the narrowest step, a working day; Infinity: none is known. */
  readonly capacityPerDay: number;
  /** Money: harm of one outcome, costs of a month. */
  readonly perOutcome: number;
  readonly runCost: number;
  readonly oneOff: readonly { readonly month: number; readonly amount: number }[];
}

const RATE_NAMES = GATES.map((gate) => [gate, rateName(gate)] as const);

/** The key of a name within a trial. */
function joined(trial: Key, name: Key): Key {
  return { a: trial.a ^ name.a, b: (trial.b + name.b) | 0 };
}

/** The gates' rates of the trial of this key. */
export function drawRates({ baseRate, record }: ResolvedPlanValue, trial: Key): GateRates {
  const rates: Partial<Record<Gate, number>> = {};
  for (const [gate, name] of RATE_NAMES)
    rates[gate] = drawGateRate(baseRate, record[gate], streamOf(joined(trial, name)));
  return rates as GateRates;
}

/** All that a trial draws for a case. The same numbers whoever asks: the engine at a decision, the answer at the end. */
export function drawCase(own: CompiledCase, caseTrial: CaseTrial): CaseDraw {
  const { key: trial, rates } = caseTrial;
  const number = (one: CaseNumber): number => drawNumber(one, caseTrial);
  const open: Partial<Record<Gate, boolean>> = {};
  let isOpen = true;
  let isOpenButForClass = true;
  for (const gate of GATES) {
    const source = own.gates[gate];
    open[gate] = isFact(source) || uniformAt(joined(trial, own.names.opens[gate]), 0) < chanceIn(own, gate, rates);
    isOpen &&= open[gate];
    isOpenButForClass &&= open[gate] || source === "reference";
  }
  const effect = effectIn(own, trial);
  const shareOfClaim = own.claim === null ? 1 : effect / own.claim.mean;
  const gain = shareOfClaim * factorIn(own, trial);
  return {
    open: open as Readonly<Record<Gate, boolean>>,
    gain: isOpen ? gain : 0,
    generousGain: isOpenButForClass ? gain : 0,
    effect,
    sightError: normalQuantile(uniformAt(joined(trial, own.names.sight), 0)),
    hours: number(own.hours),
    hourlyCost: number(own.hourlyCost),
    share: number(own.share),
    anyway: number(own.anyway),
    lag: roundedLag(number(own.lagMonths)),
    capacityPerDay: own.capacities.reduce((least, capacity) => Math.min(least, number(capacity)), Infinity),
    perOutcome: own.disbenefits.reduce((sum, one) => sum + number(one), 0),
    runCost: number(own.runCost),
    oneOff: own.oneOff.map((one) => ({ month: one.month, amount: number(one) })),
  };
}

/** A gate's chance at drawn rates, where it is no fact. */
function chanceIn({ gates, effect }: CompiledCase, gate: Gate, rates: GateRates): number {
  if (gates[gate] !== "measured" || effect === null || "reason" in effect) return rates[gate];
  return updatedChance(rates[gate], effect.againstClaim!.bayesFactor);
}

/** The effect given that it is real: what was measured of the claim, else the claim itself. */
function effectIn({ claim, effect, names }: CompiledCase, trial: Key): number {
  if (claim === null) return 0;
  const u = uniformAt(joined(trial, names.effect), 0);
  if (effect !== null && "shown" in effect) return effect.againstClaim!.ifReal.quantile(u);
  return claim.mean + claim.sd * normalQuantile(u);
}

function factorIn({ counted, names }: CompiledCase, trial: Key): number {
  if (counted === null) return 1;
  const { did, eligible, needed } = counted;
  const share = betaDraw(0.5 + did, 0.5 + eligible - did, streamOf(joined(trial, names.behaviour)));
  return behaviourFactor(share, needed);
}
