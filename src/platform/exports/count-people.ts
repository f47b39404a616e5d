/** Counts distinct people by their dense numbers: one bit each, 125 KB a million. Whoever has no number (0) counts each time. */
export function countPeople(): { add(people: readonly number[]): void; count(): number } {
  let bits = new Uint8Array(1024);
  let count = 0;
  const isNew = (person: number): boolean => {
    if (person === 0) return true;
    const at = person >>> 3;
    if (at >= bits.length) bits = grown(bits, at);
    const bit = 1 << (person & 7);
    if ((bits[at]! & bit) !== 0) return false;
    bits[at]! |= bit;
    return true;
  };
  return {
    add(people) {
      for (const person of people) if (isNew(person)) count += 1;
    },
    count: () => count,
  };
}

function grown(bits: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(at + 1, bits.length * 2));
  larger.set(bits);
  return larger;
}
