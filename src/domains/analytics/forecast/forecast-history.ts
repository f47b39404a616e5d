import { backtest, goOn, type Tested, type Trial, type WholeEffects } from './backtest.ts';
import type { Effects } from './effects.ts';
import { type Errors, errorsOf, lossOf } from './errors.ts';
import { type History, periodsOf, seasonOf } from './history.ts';
import { coverageOf, type Interval, intervalsOf, scaledErrors } from './intervals.ts';
import type { Model } from './models/model.ts';
import { isIntermittent, seasonalNaive } from './models/models.ts';

export interface Tried extends Errors {
  readonly model: string;
  readonly coverage: number | null;
}

/** What is expected of the periods to come, by the model that did best on days it had not seen. */
export interface Expected {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly means: readonly number[];
  readonly intervals: readonly Interval[];
  readonly effects: Effects;
  readonly tried: readonly Tried[];
  /** Looks back of the model chosen, for whoever needs its errors. */
  readonly trials: readonly Trial[];
}

export interface Ahead {
  readonly horizon: number;
  readonly whole: WholeEffects;
}

/**
 * Tries every model on the past by rolling origin, takes the one that was off least (`lossOf`; of two as good the simpler),
 * fits it to everything, and puts intervals around it from the errors it made.
 */
export function forecastHistory(history: History, ahead: Ahead): Expected {
  const tests = backtest(history, ahead);
  const model = bestOf(tests, isIntermittent(periodsOf(history.days, history.grain)));
  const { trials: own = [], latest: near } = tests.get(model) ?? {};
  const { fitted, effects, means } = goOn(model, history, { ...ahead, near });
  const errors = scaledErrors(own.length > 0 ? own : [withinSeen(history)]);
  return {
    ...{ model: model.name, parameters: fitted.parameters, means, effects, trials: own },
    intervals: intervalsOf(means, errors),
    tried: [...tests].map(([{ name }, { trials }]) => ({
      ...{ model: name, ...errorsOf(trials), coverage: coverageOf(trials) },
    })),
  };
}

function bestOf(tests: ReadonlyMap<Model, Tested>, isSeldom: boolean): Model {
  let [best, least] = [seasonalNaive, Number.POSITIVE_INFINITY];
  for (const [model, { trials }] of tests) {
    const error = lossOf(trials, isSeldom);
    if (error < least - 1e-12) [best, least] = [model, error];
  }
  return best;
}

/** Where no look back is possible: the naive rule within what was seen. Narrower than the truth, and called low confidence. */
function withinSeen({ days, grain }: History): { means: number[]; actual: number[] } {
  const periods = periodsOf(days, grain);
  const season = seasonOf(grain);
  return { means: periods.slice(0, Math.max(0, periods.length - season)), actual: periods.slice(season) };
}
