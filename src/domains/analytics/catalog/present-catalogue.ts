import type { MeasureEntry } from '../../../contract/measure.ts';
import { measures } from './catalogue.ts';
import { dimensions } from './dimensions.ts';
import type { Measure } from './measure.ts';

/** The catalogue as it leaves the building: everything but the SQL. */
export const presentCatalogue = () => ({
  measures: measures.map(presentMeasure),
  dimensions: dimensions.map(({ code, label, definition }) => ({ code, label, definition })),
});

function presentMeasure(measure: Measure): MeasureEntry {
  const { code, label, definition, unit, kind, better, numerator, denominator, window, refunds } = measure;
  return {
    ...{
      code,
      label,
      definition,
      unit,
      kind,
      better,
      numerator,
      denominator: denominator ?? null,
      window,
      refunds,
    },
    dimensions: dimensions.map((it) => it.code),
  };
}
