/**
 * Arrays that inner loops write over and over. A typed array ignores what is written beyond its end and answers
 * `undefined` there, which would make silent NaN of a size that somebody guessed. So every size comes from the compiled
 * plan, and tests make scratch whose ends are watched.
 */
let isWatched = false;

/**
 * From now on (or no longer) scratch throws a RangeError where it is read or written beyond its end. For tests: it is a
 * hundred times slower.
 */
export function watchScratch(watched: boolean): void {
  isWatched = watched;
}

/** An array of so many zeros. Nothing but a Float64Array, unless `watchScratch` asks for more. */
export function createScratch(length: number): Float64Array {
  if (!Number.isSafeInteger(length) || length < 0) throw new RangeError(`scratch of ${length} numbers`);
  const values = new Float64Array(length);
  return isWatched ? watch(values) : values;
}

function watch(values: Float64Array): Float64Array {
  const checkPlace = (key: string | symbol): void => {
    if (typeof key === "symbol" || (!/^-?[\d.]/u.test(key) && key !== "NaN" && key !== "undefined")) return;
    const place = Number(key);
    if (!(Number.isInteger(place) && place >= 0 && place < values.length))
      throw new RangeError(`place ${key} of scratch that holds ${values.length} numbers`);
  };
  return new Proxy(values, {
    get: (target, key) => {
      checkPlace(key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
    set: (target, key, value) => {
      checkPlace(key);
      return Reflect.set(target, key, value, target);
    },
  });
}
