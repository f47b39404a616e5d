import type { CountModel } from './count-model.ts';
import { type Counts, customersIn, sampled } from './counts.ts';
import { type Maximum, maximise } from './maximise.ts';

/** Patterns from which on the search begins with some of the customers: it finds most of the way for a twentieth of the work. */
const MANY = 20_000;
const SOME_CUSTOMERS = 10_000;

/** The parameters under which what was seen is most likely. */
export function fitCounts(model: CountModel, counts: Counts): Maximum {
  const customers = customersIn(counts);
  const whole = (it: Counts) => (parameters: readonly number[]) => model.logLikelihood(it, parameters);
  const start = { parameters: model.start(meanKnown(counts, customers)) };
  if (counts.x.length <= MANY) return maximise(whole(counts), start, customers);
  const some = sampled(counts, SOME_CUSTOMERS);
  const first = maximise(whole(some), start, customersIn(some));
  return maximise(whole(counts), first.converged ? first : start, customers);
}

function meanKnown({ t, customers }: Counts, all: number): number {
  let sum = 0;
  for (let n = 0; n < t.length; n += 1) sum += t[n]! * customers[n]!;
  return Math.max(sum / all, 1e-3);
}
