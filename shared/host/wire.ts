/**
 * JSON that also carries bytes, for the transport that speaks only text: a Uint8Array travels as `{"$bytes": base64}`.
 * An object of a plan that happens to have this one field is wrapped, so that it comes back as it was.
 */
const BYTES = "$bytes";
const PLAIN = "$plain";

/** A value of JSON and Uint8Arrays as text. */
export function encodeWire(value: unknown): string {
  return JSON.stringify(wrap(value));
}

/** What `encodeWire` was given. Throws a SyntaxError on any other text. */
export function decodeWire(text: string): unknown {
  return unwrap(JSON.parse(text) as unknown);
}

function wrap(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BYTES]: encodeBase64(value) };
  if (Array.isArray(value)) return value.map(wrap);
  if (typeof value !== "object" || value === null) return value;
  const wrapped = mapFields(value, wrap);
  return isMarker(value) ? { [PLAIN]: wrapped } : wrapped;
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  if (!isMarker(value)) return mapFields(value, unwrap);
  if (BYTES in value) return decodeBase64(value[BYTES]);
  const plain = (value as Record<string, unknown>)[PLAIN];
  return typeof plain === "object" && plain !== null ? mapFields(plain, unwrap) : plain;
}

function isMarker(value: object): boolean {
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === BYTES || names[0] === PLAIN);
}

function mapFields(value: object, change: (field: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, field]: [string, unknown]) => [name, change(field)]));
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map(Array.from(DIGITS, (digit, value) => [digit.charCodeAt(0), value]));

/** Bytes as base64 (RFC 4648, section 4), padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    parts.push(
      DIGITS[group >> 18]!,
      DIGITS[(group >> 12) & 63]!,
      b === undefined ? "=" : DIGITS[(group >> 6) & 63]!,
      c === undefined ? "=" : DIGITS[group & 63]!,
    );
  }
  return parts.join("");
}

/** The bytes of padded base64. Throws a SyntaxError on anything else. */
export function decodeBase64(text: unknown): Uint8Array {
  if (typeof text !== "string" || text.length % 4 !== 0) throw new SyntaxError("not base64");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const digits = text.length - padding;
  let held = 0;
  for (let i = 0, at = 0, bits = 0; i < digits; i++) {
    const value = VALUES.get(text.charCodeAt(i));
    if (value === undefined) throw new SyntaxError("not base64");
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}
