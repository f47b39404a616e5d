import type { CountModel } from './count-model.ts';
import { type Counts, customersIn, piecesOf, sampled } from './counts.ts';
import { type Maximum, maximise } from './maximise.ts';
import { leaning } from './prior.ts';
import { summedOver } from './summed-over.ts';

/** Patterns from which on the search begins with some of the customers: it finds most of the way for a twentieth of the work. */
const MANY = 20_000;
const SOME_CUSTOMERS = 10_000;

/** Weeks. Most shops are not what a shop of three days says of itself: that its customers come back within hours. */
const SEASON = 13;

/**
 * The parameters under which what was seen is most likely; `leans`: leaning on those of most shops (prior.ts), where few
 * came back; the unit is a week then.
 */
export async function fitCounts(model: CountModel, counts: Counts, leans = false): Promise<Maximum> {
  const customers = customersIn(counts);
  const known = meanKnown(counts, customers);
  const start = { parameters: model.start(leans ? Math.max(known, SEASON) : known) };
  const plain = (it: Counts) => summedOver(piecesOf(it), (piece, at) => model.logLikelihood(piece, at));
  const whole = leans ? (it: Counts) => leaning(plain(it), start.parameters) : plain;
  if (counts.x.length <= MANY) return maximise(whole(counts), start, customers);
  const some = sampled(counts, SOME_CUSTOMERS);
  const first = await maximise(whole(some), start, customersIn(some));
  return maximise(whole(counts), first.converged ? first : start, customers);
}

function meanKnown({ t, customers }: Counts, all: number): number {
  let sum = 0;
  for (let n = 0; n < t.length; n += 1) sum += t[n]! * customers[n]!;
  return Math.max(sum / all, 1e-3);
}
