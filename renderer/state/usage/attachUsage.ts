import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { UsageWork } from "#renderer/state/usageState.ts";
import { fittingOf } from "./fitting.ts";
import { importingOf } from "./importing.ts";
import { lookingOf } from "./looking.ts";
import { otherYearOf } from "./otherYear.ts";
import { proposingOf } from "./proposing.ts";
import { usageTableOf } from "./usageTable.ts";

/**
 * Carries usage from the machine's table to the screen: looking, importing, fitting, and the other year of a
 * re-forecast.
 */
export function attachUsage(
  store: AppStore,
  services: Pick<Services, "host" | "clock" | "engine" | "analyst">,
): UsageWork {
  const { forgetFits, ...fitting } = fittingOf(store, services);
  const table = usageTableOf(store, services, forgetFits);
  const looking = lookingOf(store, services);
  const { stop: stopAsking, ...importing } = importingOf(store, services, looking, table.load);
  const { stop: stopOther, ...otherYear } = otherYearOf(store, services);
  const { look, pick, changePart } = looking;
  return {
    ...table,
    ...proposingOf(store, services, { ...table, ...fitting }),
    look,
    pick,
    changePart,
    ...importing,
    ...fitting,
    ...otherYear,
    detach: () => {
      stopAsking();
      stopOther();
    },
  };
}
