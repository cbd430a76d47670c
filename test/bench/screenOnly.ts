import { benchScreen } from "./screen.ts";

// The screen's part of `npm run bench` by itself: `node --import tsx test/bench/screenOnly.ts`, with the Node that lies
// in node_modules.
await benchScreen();
