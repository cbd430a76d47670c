import { benchScreen } from "./screen.ts";

await benchScreen();
