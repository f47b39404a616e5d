const MOST_KEPT = 5000;

/** A longer text is met once. */
const LONGEST_KEPT = 64;

/** The same test, which must depend on nothing but the value, remembering what passed; bounded, emptied when full. */
export function remembering<V extends string | number>(test: (value: V) => boolean): (value: V) => boolean {
  const passed = new Set<V>();
  return (value) => {
    if (passed.has(value)) return true;
    if (!test(value)) return false;
    if (typeof value === 'string' && value.length > LONGEST_KEPT) return true;
    if (passed.size >= MOST_KEPT) passed.clear();
    passed.add(value);
    return true;
  };
}
