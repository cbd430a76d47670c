import type { ReactElement } from "react";
import { isTimeZone } from "#shared/usage/answers/timeZones.ts";
import { Field } from "#renderer/controls/Field.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/**
 * The time zone whose days requests are counted by, source by source; days that an export has summed up itself stay as
 * they are.
 */
export function DayZones({ table: { settings, summary } }: { readonly table: UsageTable }): ReactElement | null {
  const { usage } = useAppContext();
  if (summary.sources.length === 0) return null;
  const zones = settings.timeZones ?? {};
  return (
    <details className="imports">
      <summary>Time zone of the days</summary>
      <p className="note">
        Requests are counted by the days of this time zone. Totals by day in an export do not change.
      </p>
      <ul>
        {summary.sources.map(({ source, name }) => (
          <li key={source}>
            <Field
              label={name}
              value={zones[source] ?? "UTC"}
              width={160}
              onCommit={(text) => {
                const zone = text.trim() === "" ? "UTC" : text.trim();
                if (!isTimeZone(zone)) return "Type a time zone such as Europe/Berlin.";
                void usage.changeSettings((now) => ({ ...now, timeZones: { ...now.timeZones, [source]: zone } }));
                return null;
              }}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
