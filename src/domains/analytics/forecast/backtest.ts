import { type Effects, effectsOf } from './effects.ts';
import { firstPeriods, type History, multipliers, periodsOf, plainPeriods, seasonOf } from './history.ts';
import type { Fitted, Model } from './models/model.ts';
import { modelsFor, seasonalNaive } from './models/models.ts';

/** What is learnt of flags from everything together, up to so many periods; undefined where a series is everything. */
export type WholeEffects = (periods: number) => Effects | undefined;

export interface Gone {
  readonly fitted: Fitted;
  readonly effects: Effects;
  readonly means: number[];
}

export interface Going {
  readonly horizon: number;
  readonly whole: WholeEffects;
  /** The same model as of an earlier day. */
  readonly near?: Fitted | undefined;
}

/**
 * A model on a history without flags, and its means with those of the days to come. The naive one is left alone with what
 * was sold: it is the rule of thumb that others are held against.
 */
export function goOn(model: Model, history: History, { horizon, whole, near }: Going): Gone {
  const periods = periodsOf(history.days, history.grain);
  if (model === seasonalNaive) {
    const fitted = model.fit(periods, seasonOf(history.grain));
    return { fitted, effects: new Map(), means: fitted.forecast(horizon) };
  }
  const effects = effectsOf(history.days, history.flags, whole(periods.length));
  const fitted = model.fit(plainPeriods(history, effects), seasonOf(history.grain), near);
  const times = multipliers(history, effects, horizon);
  return { fitted, effects, means: fitted.forecast(horizon).map((it, n) => Math.max(0, it) * times[n]!) };
}

/** One look back: what a model expected of days it had not seen, and what came. */
export interface Trial {
  /** Periods it had seen. */
  readonly origin: number;
  readonly means: readonly number[];
  readonly actual: readonly number[];
  /** Mean absolute error of the naive rule within what was seen: the unit of MASE. */
  readonly scale: number;
}

const MOST_ORIGINS = 6;

/** Where looks back begin, the latest first, and how far each sees; none for a history too short to look back at all. */
export function originsOf(
  length: number,
  season: number,
  horizon: number,
): { origins: number[]; reach: number } {
  const reach = Math.min(horizon, Math.max(season, Math.floor(length / 4)));
  const least = Math.max(2 * season, 8, Math.ceil(length / 3));
  const stride = Math.max(1, season, Math.floor(reach / 2));
  const origins = Array.from({ length: MOST_ORIGINS }, (_, n) => length - reach - n * stride);
  return { origins: origins.filter((it) => it >= least), reach };
}

/** A model's looks back, and the model as of the latest. */
export interface Tested {
  readonly trials: readonly Trial[];
  readonly latest: Fitted;
}

/** Every model that the earliest look back has days enough for, tried at each origin, the earliest first. */
export function backtest(history: History, { horizon, whole }: Going): Map<Model, Tested> {
  const periods = periodsOf(history.days, history.grain);
  const season = seasonOf(history.grain);
  const { origins, reach } = originsOf(periods.length, season, horizon);
  const earliest = Math.min(...origins);
  const models = origins.length === 0 ? [] : modelsFor(periods.slice(0, earliest), season);
  return new Map(models.map((model) => [model, tested(model)]));

  function tested(model: Model): Tested {
    let near: Fitted | undefined;
    const trials = origins.toReversed().map((origin): Trial => {
      const { fitted, means } = goOn(model, firstPeriods(history, origin), { horizon: reach, whole, near });
      near = fitted;
      const seen = periods.slice(0, origin);
      return {
        origin,
        means,
        actual: periods.slice(origin, origin + reach),
        scale: naiveError(seen, season),
      };
    });
    return { trials, latest: near! };
  }
}

/** Mean absolute error of "as a season ago" within a series; 0 of a series that never differs. */
function naiveError(periods: readonly number[], season: number): number {
  const errors = periods.slice(season).map((it, n) => Math.abs(it - periods[n]!));
  return errors.length === 0 ? 0 : errors.reduce((sum, it) => sum + it, 0) / errors.length;
}
