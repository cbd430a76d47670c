import { createRoot } from "react-dom/client";
import { connectHost } from "./host/connect.ts";

const screen = connectHost();
const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the app");
const root = createRoot(place);

const info = await screen.host.hostInfo(null);
root.render(<p>{info.ok ? `Past April ${info.value.version}` : "Past April cannot be reached."}</p>);
