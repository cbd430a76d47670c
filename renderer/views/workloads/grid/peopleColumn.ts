import { isShareOfGroup } from "#shared/plan/headCount.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import type { GridColumn } from "./gridColumn.ts";
import { parseUncertain, uncertainText } from "./gridText.ts";

/**
 * "1,200", or "60% of Engineering": a number of its own, as `own` has it, or a share of a group of the head-count table.
 */
export function peopleColumn(own: GridColumn): GridColumn {
  return {
    ...own,
    text: (plan, workload, id) => {
      const { users } = workload.demand;
      if (!isShareOfGroup(users)) return own.text(plan, workload, id);
      return `${uncertainText(users.share, { kind: "percent" })} of ${groupName(plan, users.of)}`;
    },
    parse: (text, plan, workload, id) => {
      const of = /^(.+?)\s+of\s+(.+)$/iu.exec(text);
      if (of === null) return own.parse(text, plan, workload, id);
      const named = of[2]!.trim().toLowerCase();
      const group = Object.keys(plan.people ?? {}).find((one) =>
        [one, groupName(plan, one)].some((name) => name.toLowerCase() === named),
      );
      if (group === undefined) return { refusal: `The head-count table has no group “${of[2]!.trim()}”.` };
      const { users } = workload.demand;
      const before = isShareOfGroup(users) ? users.share : undefined;
      const share = parseUncertain(of[1]!, { kind: "percent" }, "share", before);
      return "refusal" in share ? share : { value: { of: group, share: share.value } };
    },
  };
}
