import { withAttemptCapSize } from "#shared/plan/edits/capEdits.ts";
import { toDecimals } from "#shared/format/digits.ts";
import { setAt, setMonthCap } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { SizedThing } from "#shared/studies/targets/bestSize.ts";

/** The plan with a cap, or a share of the first branch, of the size that was found. */
export function sizedPlan(base: Plan, id: string, thing: SizedThing, size: number): Plan {
  switch (thing) {
    case "attempt cap":
      return withAttemptCapSize(base, id, Math.round(size));
    case "month cap":
      return setMonthCap(base, id, { atCap: "block", ...base.workloads[id]!.monthCap, amount: Math.round(size) }).plan;
    case "router": {
      const { route } = base.workloads[id]!;
      if (!("choose" in route)) return base;
      return setAt(base, pointerOf(["workloads", id, "route"]), {
        ...route,
        choose: route.choose.map((branch, i) => (i === 0 ? { ...branch, upTo: toDecimals(size, 3) } : branch)),
      });
    }
  }
}
