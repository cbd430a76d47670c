import { useEffect, useState, type ReactElement } from "react";
import type { HostOutput } from "#shared/host/contract.ts";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { centresScreen, screens, settingsScreen } from "#renderer/views/screens.tsx";
import { Dialog } from "#renderer/controls/Dialog.tsx";

const KEYS: readonly (readonly [string, string])[] = [
  [`Ctrl 1 to ${screens.length}`, screens.map(({ name }) => name).join(", ")],
  ["Ctrl 9", centresScreen.name],
  ["Ctrl ,", settingsScreen.name],
  ["Ctrl Shift ,", "Preferences"],
  ["Ctrl K", "Find an input, a workload or a command"],
  ["Ctrl O, Ctrl S", "Open, save"],
  ["Ctrl E", "The report"],
  ["Ctrl Z, Ctrl Shift Z", "Undo, redo"],
  ["Ctrl Enter", "Run the forecast"],
  ["Ctrl .", "Cancel the forecast"],
  ["[ and ]", "Previous, next scenario"],
  ["F1", "The guide, at the page about this screen"],
  ["?", "How to read this screen"],
  ["F6", "Move between menu, header and page"],
  ["Alt Up, Alt Down", "Move a workload within its list"],
  [
    "In a sheet",
    "Arrows, Tab, Enter: next cell. Shift+arrow: select. F2: edit. Ctrl Enter: set the selection. Esc: cancel.",
  ],
  ["On a handle", "Arrow keys: 1 step. Shift+arrow: 10. Home/End: lowest/highest. Type a number. Esc: cancel."],
  ["On a chart", "Left/right: next mark. Shift: 10 marks. Up/down: days, dots or bars. T: table. X: export."],
];

/** What the keys do. On a Mac, use Command instead of Ctrl. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <Dialog label="Keyboard shortcuts" onClose={onClose}>
      <table className="table">
        <tbody>
          {KEYS.map(([keys, words]) => (
            <tr key={keys}>
              <th scope="row">{keys}</th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">On a Mac, use Command instead of Ctrl.</p>
    </Dialog>
  );
}

/** Version, engine, and what is bundled under which licence. */
export function About({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { services } = useAppContext();
  const [version, setVersion] = useState("");
  const [licences, setLicences] = useState<HostOutput<"licences">>([]);
  useEffect(() => {
    void services.host.hostInfo(null).then((info) => setVersion(info.ok ? info.value.version : ""));
    void services.host.licences(null).then((list) => setLicences(list.ok ? list.value : []));
  }, [services]);
  return (
    <Dialog label="About Past April" onClose={onClose}>
      <p>
        Past April {version}, engine {ENGINE_VERSION}. Plan AI agent spend that lasts the year.
      </p>
      <p className="note">Everything is calculated on this computer. Nothing is sent anywhere.</p>
      <h3 className="part-heading">Bundled</h3>
      <div className="data-table about-licences" tabIndex={0} role="region" aria-label="Licenses">
        {licences.map(({ name, version: of, licence, text }) => (
          <details key={`${name} ${of}`}>
            <summary>
              {name} {of}, {licence}
            </summary>
            <pre>{text}</pre>
          </details>
        ))}
      </div>
    </Dialog>
  );
}
