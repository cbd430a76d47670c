import { useEffect, useState, type ReactElement } from "react";
import { formatFullDate } from "#shared/format/dates.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import type { PlanVersion } from "#shared/host/contract.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { versionName } from "#shared/report/moved.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { spokenTime } from "#renderer/controls/times.ts";
import { UNREAD_FILE } from "#renderer/state/planFiles/notices.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";
import { useLedger, type LedgerState } from "#renderer/state/useLedger.ts";

/** A version that was saved, with its plan. */
interface Kept {
  readonly version: PlanVersion;
  readonly plan: Plan;
}

/** Which earlier version the plan is compared with: another file, a save, or a forecast that was locked. */
export function EarlierVersion(): ReactElement {
  const compared = useApp((state) => state.compared);
  const compareWith = useApp((state) => state.compareWith);
  const kept = useKeptVersions();
  const { state: ledger } = useLedger();
  const openFile = useOpenEarlier();
  const options = kept.map(({ version, plan }) => ({ value: version.id, label: keptName(version, plan, ledger) }));
  const chosen = kept.find(({ plan }) => plan === compared?.plan)?.version.id ?? "";
  return (
    <div className="lab-choices">
      {options.length > 0 && (
        <Select
          label="Earlier version"
          options={[
            { value: "", label: compared !== null && chosen === "" ? compared.name : "Choose a version" },
            ...options,
          ]}
          value={chosen}
          onChange={(id) => {
            const found = kept.find(({ version }) => version.id === id);
            if (found === undefined) return;
            const { version, plan } = found;
            compareWith({ plan, name: versionName(plan, `the version saved on ${spokenTime(version.savedAt)}`) });
          }}
        />
      )}
      <Button icon="folder" onClick={() => void openFile()}>
        Choose a file
      </Button>
      {compared !== null && (
        <Button kind="link" onClick={() => compareWith(null)}>
          Compare with nothing
        </Button>
      )}
      {options.length === 0 && (
        <span className="note">
          The file of an earlier version. Once the plan is saved, its earlier saves and locked forecasts are listed too.
        </span>
      )}
    </div>
  );
}

/** "November 12 at 17:05", with who locked a forecast of it. */
function keptName({ savedAt }: PlanVersion, plan: Plan, ledger: LedgerState): string {
  const hash = ledger.status === "known" ? planHash(plan) : null;
  const locked = ledger.status === "known" ? ledger.ledger.forecasts.find((one) => one.plan.hash === hash) : undefined;
  const words =
    locked === undefined
      ? ""
      : `, forecast locked by ${locked.author} on ${formatFullDate(epochDayOf(locked.lockedOn))}`;
  return `${spokenTime(savedAt)}${words}`;
}

/** The versions that earlier saves of the open plan kept, newest first. */
function useKeptVersions(): readonly Kept[] {
  const { files } = useAppContext();
  const document = useApp((state) => state.file.document);
  const [kept, setKept] = useState<readonly Kept[]>([]);
  useEffect(() => {
    let isWanted = true;
    const read = async (): Promise<void> => {
      const versions = document === null ? [] : await files.versions();
      const plans = await Promise.all(versions.map((version) => files.readVersion(version)));
      if (!isWanted) return;
      const read = plans.map((plan, i) => ({ version: versions[i]!, plan }));
      setKept(read.filter((one): one is Kept => one.plan !== null));
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [files, document]);
  return kept;
}

/** Asks for a file and compares with the plan in it; the open plan stays. */
function useOpenEarlier(): () => Promise<void> {
  const { services } = useAppContext();
  const compareWith = useApp((state) => state.compareWith);
  const say = useApp((state) => state.say);
  return async () => {
    const reply = await services.host.pickPlan(null);
    if (!reply.ok) {
      say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
      return;
    }
    if (reply.value === null) return;
    const { name, text } = reply.value;
    const read = readPlan(text);
    if (read.ok) compareWith({ plan: read.plan, name: versionName(read.plan, name) });
    else
      say({
        kind: "wrong",
        sentence: `${name} cannot be compared. ${describeIssue(read.issues[0]!)}`,
        guide: UNREAD_FILE,
      });
  };
}
