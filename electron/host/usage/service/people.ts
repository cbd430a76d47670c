import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Names of people become hashes with a salt of this computer: the same person is the same hash, and no hash is a name.
 */
export function personHasher(folder: string): (user: string) => string {
  const known = new Map<string, string>();
  let salt: Buffer | null = null;
  return (user) => {
    const name = user.trim().toLowerCase();
    const found = known.get(name);
    if (found !== undefined) return found;
    salt ??= saltIn(folder);
    const hash = createHmac("sha256", salt).update(name).digest("hex").slice(0, 24);
    if (known.size < 500_000) known.set(name, hash);
    return hash;
  };
}

function saltIn(folder: string): Buffer {
  const file = join(folder, "usage-salt");
  try {
    const salt = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
    if (salt.length === 32) return salt;
  } catch {
    // Made below: this is the first import.
  }
  const salt = randomBytes(32);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${salt.toString("hex")}\n`, { mode: 0o600 });
  return salt;
}
