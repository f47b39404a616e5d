import type { ForecastAnswer } from '../../../contract/forecast.ts';
import { addDays } from '../metrics/days.ts';
import type { Outlook } from './forecast-series.ts';
import { type Grain, lengthOf } from './history.ts';
import { LEVEL } from './intervals.ts';
import { labelOfFlag } from './occasion-flags.ts';
import type { Stand } from './prepare-demand.ts';

/** Of the method: figures of another version are not comparable. */
const VERSION = 1;

/** Periods of history that are shown: half a year of days, or all weeks. */
const SHOWN = { day: 182, week: 110 } as const;

export interface Presented {
  readonly stand: Stand;
  readonly said: ForecastAnswer['subject'];
  readonly grain: Grain;
}

export function presentForecast(outlook: Outlook, { stand, said, grain }: Presented): ForecastAnswer {
  const { demand } = stand;
  const dayAt = (n: number) => addDays(demand.from, outlook.start + n);
  const length = lengthOf(grain);
  const flagsAt = (place: number) => {
    const from = outlook.start + place * length;
    return [...new Set(stand.flags.slice(from, from + length).filter((it) => it !== undefined))];
  };
  const seen = outlook.history.length;
  const shownFrom = Math.max(0, seen - SHOWN[grain]);
  const periodAt = (place: number) => ({ period: dayAt(place * length), flags: flagsAt(place) });
  const history = outlook.history.slice(shownFrom).map((units, n) => ({ ...periodAt(shownFrom + n), units }));
  const forecast = outlook.means.map((mean, n) => ({
    ...periodAt(seen + n),
    mean,
    ...outlook.intervals[n]!,
  }));
  return {
    ...{ subject: said, by: grain, as_of: demand.asOf, level: LEVEL, confidence: outlook.confidence },
    model: { name: outlook.model, version: VERSION, parameters: outlook.parameters },
    training: {
      ...{ from: dayAt(0), to: demand.asOf, periods: seen, days_sold: outlook.soldDays },
      units: outlook.units,
    },
    looks_back: outlook.trials.length,
    backtest: outlook.tried.map((it) => ({ ...it, chosen: it.model === outlook.model })),
    effects: effectsOf(
      outlook,
      [...history, ...forecast].flatMap((it) => it.flags),
    ),
    sold_out: outlook.gaps.map(({ from, to }) => ({ from: dayAt(from), to: dayAt(to) })),
    ...{ history, forecast },
  };
}

function effectsOf({ effects }: Outlook, codes: readonly string[]): ForecastAnswer['effects'] {
  return [...new Set(codes)].flatMap((code) => {
    const effect = effects.get(code);
    return effect === undefined ? [] : [{ code, label: labelOfFlag(code), ...effect }];
  });
}
