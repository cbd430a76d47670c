import { useState, type ReactElement } from "react";
import { ownerChargeback } from "#shared/forecast/answers/chargeback.ts";
import type { Reply } from "#shared/host/client.ts";
import type { HostInput } from "#shared/host/contract.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import { ownerTable } from "#shared/report/chargeback/chargebackTables.ts";
import { ownerSource } from "#shared/report/ownerPack/ownerDocument.tsx";
import { ownerWorkbook } from "#shared/report/ownerPack/ownerWorkbook.ts";
import { csvOf } from "#shared/report/csv.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { useAppContext, useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import type { Known } from "./known.ts";

/** The owner's pack: one page, one workbook, one table of this centre only, with the rule by which it was charged. */
export function OwnerFiles({ known, centre }: { readonly known: Known; readonly centre: string }): ReactElement {
  const { plan } = usePlanEdits();
  const { services } = useAppContext();
  const save = useSaveFile();
  const isStale = useShown()?.isStale === true;
  const [busy, setBusy] = useState(false);
  const { forecast, resolved, chargeback } = known;
  const own = chargeback === null ? null : ownerChargeback(chargeback, centre);
  const isReady = forecast !== null && resolved !== null && own !== null && !isStale && !busy;
  const name = `${plan.name}, ${plan.costCentres?.[centre]?.name ?? centre}`;
  const pack = { forecast: forecast!, resolved: resolved!, chargeback: chargeback!, centre: own! };
  const during = async (work: Promise<void>): Promise<void> => {
    setBusy(true);
    await work;
    setBusy(false);
  };
  const { host } = services;
  return (
    <div className="centres-files" role="group" aria-label="Export the owner's pack">
      <span className="note">Export the owner's pack:</span>
      <Button
        disabled={!isReady}
        onClick={() =>
          void during(
            save(`${name}.pdf`, "pdf", async () => {
              const { main, files } = ownerSource({ ...pack, paper: "a4" });
              return valueOf(await host.typesetPdf({ main, files: files.map((file) => ({ ...file })) })).pdf;
            }),
          )
        }
      >
        PDF page
      </Button>
      <Button
        disabled={!isReady}
        onClick={() =>
          void during(
            save(`${name}.xlsx`, "xlsx", async () => {
              const workbook = ownerWorkbook(pack) as HostInput<"makeWorkbook">["workbook"];
              return valueOf(await host.makeWorkbook({ workbook })).xlsx;
            }),
          )
        }
      >
        Workbook
      </Button>
      <Button
        disabled={!isReady}
        onClick={() =>
          void save(`${name}.csv`, "csv", () =>
            Promise.resolve(new TextEncoder().encode(csvOf(ownerTable(pack.chargeback, pack.centre)))),
          )
        }
      >
        CSV
      </Button>
    </div>
  );
}

function valueOf<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(describeHostFailure(reply.failure));
  return reply.value;
}
