import { significant } from "#shared/format/digits.ts";
import { useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** A month's share of the year that 9 in 10 simulated years stay below, money; null before the first forecast. */
export function useUsualMonth(id: string): number | null {
  const { plan } = usePlanEdits();
  const forecast = useShown()?.answers.forecast.workloads[id];
  return forecast === undefined
    ? null
    : Math.max(1, significant(forecast.spend.quantiles.p90 / plan.fiscalYear.months, 2));
}
