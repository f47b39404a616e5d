/**
 * The figures of the product, as one JSON document on stdout: `npm run -s bench [-- NAME ...]`.
 * Absolute seconds are of this machine; what can be compared is the ratio to what stands beside it in the same run.
 */
import { backupFigures } from './backup.ts';
import { cohortFigures } from './cohorts.ts';
import { consoleFigures } from './console.ts';
import { customerListFigures } from './customer-list.ts';
import { exportFigures } from './export.ts';
import { forecastFigures } from './forecast.ts';
import { funnelFigures } from './funnel.ts';
import { idle } from './idle.ts';
import { importFigures } from './import.ts';
import { importFlatness } from './import-flatness.ts';
import { ingestFigures } from './ingest.ts';
import { memberFigures } from './member.ts';
import { pathFigures } from './paths.ts';
import { plusFigures } from './plus.ts';
import { pointsFigures } from './points.ts';
import { recommendFigures } from './recommend.ts';
import { rfmFigures } from './rfm.ts';
import { scoreAllFigures } from './score-all.ts';
import { segmentFigures } from './segments.ts';
import { tierFigures } from './tiers.ts';
import { timelineFigures } from './timeline.ts';
import { unitCosts } from './unit-costs.ts';
import { valueFigures } from './value.ts';
import { visibleFigures } from './visible.ts';

const benches: Readonly<Record<string, () => Promise<object>>> = {
  backup: backupFigures,
  cohorts: cohortFigures,
  'customer-list': customerListFigures,
  console: consoleFigures,
  export: exportFigures,
  forecast: forecastFigures,
  funnel: funnelFigures,
  idle,
  import: importFigures,
  'import-flatness': importFlatness,
  ingest: ingestFigures,
  member: memberFigures,
  paths: pathFigures,
  plus: plusFigures,
  points: pointsFigures,
  tiers: tierFigures,
  recommend: recommendFigures,
  rfm: rfmFigures,
  'score-all': scoreAllFigures,
  segments: segmentFigures,
  'unit-costs': unitCosts,
  timeline: timelineFigures,
  value: valueFigures,
  visible: visibleFigures,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const figures: Record<string, object> = {};
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  console.error(`bench ${name} ...`);
  figures[name] = await benches[name]!();
}
console.log(JSON.stringify(figures, null, 2));
