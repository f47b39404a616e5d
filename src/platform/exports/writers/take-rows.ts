import type { Row } from '../column.ts';

/** Rows taken in pieces of no more than what is left on a sheet. */
export interface RowTaker {
  /** At most `most` rows; undefined when there are no more. */
  take(most: number): Promise<readonly Row[] | undefined>;
  /** Ends the source, which may not have come to its end. */
  close(): Promise<void>;
}

export function takeRows(batches: AsyncIterable<readonly Row[]>): RowTaker {
  const source = batches[Symbol.asyncIterator]();
  let rest: readonly Row[] = [];
  return {
    async take(most) {
      while (rest.length === 0) {
        const next = await source.next();
        if (next.done) return undefined;
        rest = next.value;
      }
      const taken = rest.slice(0, most);
      rest = rest.slice(most);
      return taken;
    },
    close: async () => void (await source.return?.()),
  };
}
