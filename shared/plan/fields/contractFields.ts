import {
  classChangeLabel,
  commitmentLabel,
  ofEntry,
  ofModel,
  ofSeats,
  seatsRenewalLabel,
  seatsShareLabel,
} from "./fieldLabels.ts";
import type { Influence, UncertainField } from "./uncertainField.ts";

/** The uncertain numbers of contracts (MODEL.md, section 2b): rows of the table in `uncertainFields.ts`. */

const NEGOTIATE: Influence = { can: "partly", how: "negotiate the contract" };

/** A multiplier of one class of token in a price change: drawn once a trial whether or not the change comes. */
function classMultiplier(name: string) {
  return {
    range: "amount",
    default: null,
    unit: "factor",
    label: classChangeLabel(name),
    undo: "the change of a price",
    drawn: "number",
    influence: NEGOTIATE,
  } as const satisfies UncertainField;
}

const classMultipliers = {
  "/models/*/priceChanges/*/multiplier/input": classMultiplier("input"),
  "/models/*/priceChanges/*/multiplier/cacheRead": classMultiplier("cache reads"),
  "/models/*/priceChanges/*/multiplier/cacheWrite": classMultiplier("cache writes"),
  "/models/*/priceChanges/*/multiplier/cacheWriteHour": classMultiplier("cache writes of an hour"),
  "/models/*/priceChanges/*/multiplier/output": classMultiplier("output"),
} as const;

export const CONTRACT_FIELDS = {
  ...classMultipliers,
  "/models/*/terms/discount": {
    range: "share",
    default: 0,
    unit: "share",
    label: ofModel("Discount on the list price of"),
    undo: "the discount",
    drawn: "number",
    influence: NEGOTIATE,
  },
  "/models/*/terms/markup": {
    range: "amount",
    default: 0,
    unit: "share",
    label: ofModel("Markup on the price of"),
    undo: "the markup",
    drawn: "number",
    influence: NEGOTIATE,
  },
  "/models/*/retires/tokens": {
    range: "amount",
    default: 1,
    unit: "factor",
    label: ofModel("Tokens of the successor compared with"),
    undo: "the successor's tokens",
    drawn: "number",
    influence: { can: "partly", how: "test the successor before the date" },
  },
  "/workloads/*/attempts/*/longShare": {
    range: "share",
    default: 0,
    unit: "share",
    label: ofEntry("Share of long context of"),
    undo: "the share of long context",
    drawn: "number",
    influence: { can: "yes", how: "shorter context" },
  },
  "/workloads/*/attempts/*/fees/*/perAttempt": {
    range: "amount",
    default: null,
    unit: "factor",
    label: ofEntry("Fees for each attempt of"),
    undo: "the fees of an attempt",
    drawn: "number",
    influence: { can: "partly", how: "call paid tools less often" },
  },
  "/seats/*/count": {
    range: "amount",
    default: null,
    unit: "people",
    label: ofSeats("Number of"),
    undo: "the number of seats",
    drawn: "number",
    influence: { can: "yes", how: "who gets a seat" },
  },
  "/seats/*/count/share": {
    range: "share",
    default: null,
    unit: "share",
    label: seatsShareLabel,
    undo: "the number of seats",
    drawn: "number",
    influence: { can: "yes", how: "who gets a seat" },
  },
  "/seats/*/perMonth": {
    range: "amount",
    default: null,
    unit: "money a month",
    label: ofSeats("Price a month of one of"),
    undo: "the price of a seat",
    drawn: "number",
    influence: NEGOTIATE,
  },
  "/seats/*/renewal/multiplier": {
    range: "amount",
    default: null,
    unit: "factor",
    label: seatsRenewalLabel,
    drawn: "change",
    influence: NEGOTIATE,
  },
  "/commitments/*/otherSpend": {
    range: "amount",
    default: 0,
    unit: "money a month",
    label: commitmentLabel,
    undo: "what others spend on the commitment",
    drawn: "number",
  },
} as const satisfies Readonly<Record<`/${string}`, UncertainField>>;
