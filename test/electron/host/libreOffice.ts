import { existsSync } from "node:fs";

/** LibreOffice as Debian installs it: one program, and a library for each kind of document that it opens. */
export const SOFFICE = "/usr/bin/soffice";
const LIBRARIES = { calc: "libsclo.so", impress: "libsdlo.so" } as const;

/** Why LibreOffice cannot open a kind of document here, and how to install it; null: it can. */
export function officeMissing(part: keyof typeof LIBRARIES): string | null {
  return existsSync(SOFFICE) && existsSync(`/usr/lib/libreoffice/program/${LIBRARIES[part]}`)
    ? null
    : `SKIPPED: LibreOffice has no ${part} here. Install it (apt-get install libreoffice-${part}).`;
}
