import { readFileSync } from "node:fs";
import type { Socket } from "node:net";

/** The tables of TCP connections, in which Linux says who owns which. */
const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/**
 * Whether the other end of a connection within this machine belongs to this process' own user. On Linux other users can
 * read a program's command line, so what stands there must not be enough. Other systems say no owner: true.
 */
export function isOwnConnection({ remotePort, localPort }: Pick<Socket, "remotePort" | "localPort">): boolean {
  if (process.platform !== "linux") return true;
  if (remotePort === undefined || localPort === undefined) return false;
  return TABLES.some((table) => ownerIn(readTable(table), remotePort, localPort) === process.getuid?.());
}

/**
 * The user to whom the socket belongs that is connected from `from` to `to`, by a table as Linux writes it; null: it is
 * not in it.
 */
export function ownerIn(table: string, from: number, to: number): number | null {
  for (const line of table.split("\n").slice(1)) {
    const [, local = "", remote = "", , , , , owner] = line.trim().split(/\s+/);
    if (portOf(local) === from && portOf(remote) === to && isLoopback(local) && isLoopback(remote))
      return Number(owner);
  }
  return null;
}

/** 127.0.0.1, or the same within IPv6; a table has the bytes of each four in the machine's own order. */
function isLoopback(end: string): boolean {
  return /^(?:0100007F|7F000001|0000000000000000FFFF00000100007F|00000000000000000000FFFF7F000001):/.test(end);
}

function portOf(end: string): number {
  return Number.parseInt(end.split(":")[1] ?? "", 16);
}

function readTable(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
