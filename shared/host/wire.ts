/**
 * JSON that also carries bytes, for the transport that speaks only bodies: the text, and where there are Uint8Arrays a
 * zero byte (which JSON never holds) and all of theirs one after the other. In the text each is `{"$bytes": [from,
 * length]}`. An object of a plan that happens to have this one field is wrapped, so that it comes back as it was.
 */
const BYTES = "$bytes";
const PLAIN = "$plain";

/** A value of JSON and Uint8Arrays as a body. `utf8`: a text's bytes. */
export function encodeWire(value: unknown, utf8: (text: string) => Uint8Array): Uint8Array<ArrayBuffer> {
  const carried: Uint8Array[] = [];
  let carriedLength = 0;
  const wrap = (one: unknown): unknown => {
    if (one instanceof Uint8Array) {
      carried.push(one);
      carriedLength += one.length;
      return { [BYTES]: [carriedLength - one.length, one.length] };
    }
    if (Array.isArray(one)) return one.map(wrap);
    if (typeof one !== "object" || one === null) return one;
    const wrapped = mapFields(one, wrap);
    return isMarker(one) ? { [PLAIN]: wrapped } : wrapped;
  };
  const text = utf8(JSON.stringify(wrap(value)));
  const body = new Uint8Array(text.length + (carried.length === 0 ? 0 : 1 + carriedLength));
  body.set(text);
  let at = text.length + 1;
  for (const one of carried) {
    body.set(one, at);
    at += one.length;
  }
  return body;
}

/**
 * What `encodeWire` was given. Throws a SyntaxError on any other body. `text`: what UTF-8 says, an error where it is
 * none.
 */
export function decodeWire(body: Uint8Array, text: (utf8: Uint8Array) => string): unknown {
  const end = body.indexOf(0);
  const carried = end < 0 ? new Uint8Array() : body.subarray(end + 1);
  const unwrap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unwrap);
    if (typeof value !== "object" || value === null) return value;
    if (!isMarker(value)) return mapFields(value, unwrap);
    if (BYTES in value) return bytesAt(carried, value[BYTES]);
    const plain = (value as Record<string, unknown>)[PLAIN];
    return typeof plain === "object" && plain !== null ? mapFields(plain, unwrap) : plain;
  };
  return unwrap(JSON.parse(text(end < 0 ? body : body.subarray(0, end))) as unknown);
}

/** Lists and objects that may lie in each other: what is sent has fewer than ten. */
const MOST_DEPTH = 100;

/**
 * What the JSON of a body has too much of: more than so many values, fields and all, or a depth that nothing sent has;
 * null: nothing. Counted by its signs outside of texts before it is parsed, because each value takes a hundred times
 * its room in memory. A body that is not JSON may be judged either way.
 */
export function excessOf(body: Uint8Array, mostValues: number): "values" | "depth" | null {
  const end = body.indexOf(0);
  const length = end < 0 ? body.length : end;
  let values = 1;
  let depth = 0;
  for (let i = 0; i < length; i++) {
    const sign = body[i];
    if (sign === QUOTE) {
      i = endOfText(body, i, length);
      continue;
    }
    const opens = sign === OPEN_LIST || sign === OPEN_OBJECT;
    if (opens) depth++;
    else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth--;
    if (opens || sign === COMMA) values++;
    if (values > mostValues) return "values";
    if (depth > MOST_DEPTH) return "depth";
  }
  return null;
}

/** Where the text ends that begins with the quote at `from`. */
function endOfText(body: Uint8Array, from: number, length: number): number {
  let i = from + 1;
  for (; i < length && body[i] !== QUOTE; i++) if (body[i] === BACKSLASH) i++;
  return i;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A copy, so that no piece holds the whole body in memory. */
function bytesAt(carried: Uint8Array, place: unknown): Uint8Array {
  const [from, length] = Array.isArray(place) && place.length === 2 ? (place as [unknown, unknown]) : [null, null];
  if (!isCount(from) || !isCount(length) || from + length > carried.length)
    throw new SyntaxError("no bytes are where they should be");
  return new Uint8Array(carried.subarray(from, from + length));
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMarker(value: object): boolean {
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === BYTES || names[0] === PLAIN);
}

function mapFields(value: object, change: (field: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, field]: [string, unknown]) => [name, change(field)]));
}
