import type { ChargedCentre, Chargeback } from "#shared/forecast/answers/chargeback.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { ownerAnswer } from "#shared/forecast/words/centreWords.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { WorkbookModel } from "#shared/report/workbook/model.ts";
import { chargebackSheet } from "#shared/report/workbook/chargebackSheet.ts";
import { RULE_NOTE } from "#shared/report/chargeback/chargebackWords.ts";

/** What the pack of one cost center is made of. */
export interface OwnerPack {
  readonly forecast: Forecast;
  readonly resolved: ResolvedPlan;
  readonly chargeback: Chargeback;
  readonly centre: ChargedCentre;
}

/** The workbook of one cost center: its own months, and nothing of another. */
export function ownerWorkbook({ forecast, resolved, chargeback, centre }: OwnerPack): WorkbookModel {
  const sheet = chargebackSheet(
    { ...chargeback, centres: [centre] },
    {
      title: `${resolved.name}: ${centre.name}`,
      lines: [plainWords(ownerAnswer(centre.id, forecast, resolved)).trim(), RULE_NOTE],
    },
    resolved.currency,
    false,
  );
  return { sheets: [sheet], names: {} };
}
