import "@fontsource/ibm-plex-sans/latin-400.css";
import "@fontsource/ibm-plex-sans/latin-500.css";
import "@fontsource/ibm-plex-sans/latin-600.css";
import "@fontsource/ibm-plex-sans/latin-ext-400.css";
import "@fontsource/ibm-plex-sans/latin-ext-600.css";
import "./theme/tokens.css";
import "./theme/base.css";
import "./controls/controls.css";
import "./frame/frame.css";
import { createRoot } from "react-dom/client";
import { Window } from "./App.tsx";
import { startEngine } from "./engine/engine.ts";
import { startUsageAnalyst } from "./engine/usageAnalyst.ts";
import { beginsOnStart, connectHost } from "./host/connect.ts";
import { attachLiveForecast } from "./state/liveForecast.ts";
import { attachPlanFiles } from "./state/planFiles/attachPlanFiles.ts";
import { attachShell } from "./state/shell.ts";
import { attachSettings } from "./state/settings.ts";
import type { Services } from "./state/services.ts";
import { createAppStore } from "./state/store.ts";
import { remembering } from "./state/studies.ts";
import { attachUsage } from "./state/usage/attachUsage.ts";
import { AppProvider, type App } from "./state/useApp.tsx";

const screen = connectHost();
const engine = startEngine();
const services: Services = {
  engine: engine.forecasts,
  studies: remembering(engine.studies),
  analyst: startUsageAnalyst(),
  host: screen.host,
  page: screen.page,
  clock: {
    now: () => Date.now(),
    after: (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  onFront: (call) => {
    window.addEventListener("focus", call);
    return () => window.removeEventListener("focus", call);
  },
};
const store = createAppStore(services.clock);
const app: App = {
  store,
  services,
  forecasts: attachLiveForecast(store, services),
  files: attachPlanFiles(store, services),
  usage: attachUsage(store, services),
  shell: screen,
};
attachShell(app);

const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the app");
const [info] = await Promise.all([services.host.hostInfo(null), attachSettings(store, services)]);
// Before anything is drawn: the start page would have its templates forecast for nobody.
if (info.ok && info.value.startup !== null && !beginsOnStart())
  await app.files.openDocument(info.value.startup.document);
createRoot(place).render(
  <AppProvider app={app}>
    <Window />
  </AppProvider>,
);
