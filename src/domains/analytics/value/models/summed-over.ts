import { givingWay } from '../../../../platform/give-way.ts';
import type { Slope } from './maximise.ts';

/** A log-likelihood of many as the sum over pieces of them, which gives way between two pieces. */
export function summedOver<Piece>(
  pieces: readonly Piece[],
  of: (piece: Piece, parameters: readonly number[]) => Slope,
): (parameters: readonly number[]) => Promise<Slope> {
  return async (parameters) => {
    const giveWay = givingWay();
    const sums = { value: 0, gradient: parameters.map(() => 0) };
    for (const piece of pieces) {
      const { value, gradient } = of(piece, parameters);
      sums.value += value;
      for (const [n, it] of gradient.entries()) sums.gradient[n]! += it;
      const pause = giveWay();
      if (pause) await pause;
    }
    return sums;
  };
}
