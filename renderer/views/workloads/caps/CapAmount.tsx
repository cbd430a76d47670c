import type { ReactElement } from "react";
import { significant } from "#shared/format/digits.ts";
import type { AttemptCap } from "#shared/plan/schema/plan.ts";
import { tokenCost, TOKENS_PER_MTOK } from "#shared/units.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { above0 } from "#renderer/controls/checks.ts";
import { TokensField } from "#renderer/controls/TokensField.tsx";

const UNITS = [
  { value: "tokens", label: "tokens" },
  { value: "cost", label: "money" },
] as const;

/** Where an attempt is stopped, in tokens or in money of the day's price. */
export function CapAmount({
  cap,
  currency,
  price,
  onChange,
}: {
  readonly cap: AttemptCap;
  readonly currency: string;
  readonly price: number;
  readonly onChange: (cap: AttemptCap) => void;
}): ReactElement {
  const counted = "tokens" in cap ? "tokens" : "cost";
  const count = (unit: "tokens" | "cost"): void => {
    if (unit === counted || price <= 0) return;
    if ("tokens" in cap) {
      const { tokens, ...rest } = cap;
      onChange({ ...rest, cost: significant(tokenCost(tokens, price), 2) });
    } else {
      const { cost, ...rest } = cap;
      onChange({ ...rest, tokens: significant((cost / price) * TOKENS_PER_MTOK, 2) });
    }
  };
  return (
    <>
      {"cost" in cap ? (
        <FigureField
          label="Money of one attempt"
          value={cap.cost}
          writing={{ kind: "money", currency }}
          check={above0}
          onChange={(cost) => onChange({ ...cap, cost })}
        />
      ) : (
        <TokensField
          label="Tokens of one attempt"
          hideLabel
          value={cap.tokens}
          width={64}
          check={above0}
          onChange={(tokens) => onChange({ ...cap, tokens })}
        />
      )}
      <Select label="The cap counts" hideLabel options={UNITS} value={counted} onChange={count} />
    </>
  );
}
