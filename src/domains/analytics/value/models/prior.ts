import type { LogLikelihood } from './maximise.ts';

/** Standard deviation of the logarithm of a parameter about the usual one: a factor of e^1.5, 4.5, either way is nothing odd. */
const WIDTH = 1.5;

/**
 * A likelihood that leans on the shape of most shops as much as one customer's worth of doubt allows: where many came back
 * it changes nothing that is printed, where few did it keeps parameters from running to 0 or infinity.
 */
export const leaning =
  (likelihood: LogLikelihood, usual: readonly number[]): LogLikelihood =>
  async (at) => {
    const { value, gradient } = await likelihood(at);
    const far = at.map((it, n) => Math.log(it / usual[n]!) / WIDTH ** 2);
    return {
      value: value - at.reduce((sum, it, n) => sum + (far[n]! * Math.log(it / usual[n]!)) / 2, 0),
      gradient: gradient.map((it, n) => it - far[n]! / at[n]!),
    };
  };
