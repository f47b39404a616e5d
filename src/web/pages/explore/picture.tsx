import type { ExploreCatalogue, PivotAnswer } from '../../../contract/explore.ts';
import { useShop } from '../../client/me.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { customersAddress } from '../../kit/customers-address.ts';
import type { Keys } from './arrange.ts';
import type { Measure } from './calculate.ts';
import { kindOf, mostSeries } from './chart-rules.ts';
import styles from './explore.module.css';
import { peopleIn } from './people-in.ts';
import { PivotTable } from './pivot-table.tsx';
import { prepareChart } from './prepare-chart.ts';
import { pictureOf, subjectOf } from './series.ts';
import type { Saying } from './use-saying.ts';
import type { View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

interface PictureProps {
  readonly catalogue: ExploreCatalogue;
  readonly answer: PivotAnswer;
  readonly view: View;
  readonly saying: Saying;
  readonly label: string;
  readonly height?: number;
}

/** Measures of an answer, with what is known of them. */
const measuresOf = (catalogue: ExploreCatalogue, { measures }: PivotAnswer): Measure[] =>
  measures.flatMap((code) => catalogue.measures.find((it) => it.code === code) ?? []);

/** Address of the people in a cell; undefined where the list of customers cannot say who they are. */
function useHref(view: View, answer: PivotAnswer): (measure: Measure, keys: Keys) => string | undefined {
  const { slug, may } = useShop();
  return ({ code: measure }, keys) => {
    if (!may('customers:read')) return undefined;
    const filter = peopleIn({ view, days: answer, measure, keys });
    return filter && customersAddress(slug, filter);
  };
}

/** An answer as it was chosen to be shown: a table, or the picture that is honest. */
export function Picture({ catalogue, answer, view, saying, label, height = 380 }: PictureProps) {
  const t = useExploreWords();
  const href = useHref(view, answer);
  const measures = measuresOf(catalogue, answer);
  const picture = pictureOf(answer, view, measures);
  const kind = kindOf(view, subjectOf(picture, answer.dimensions, measures));
  if (kind === 'table' || kind === 'heat-map')
    return (
      <PivotTable {...{ answer, view, measures, saying, label, href }} isHeatMap={kind === 'heat-map'} />
    );
  const prepared = prepareChart(kind, picture, {
    ...{ name: saying.value, figure: saying.figure, href },
    measureName: ({ code }) => saying.field(code),
  });
  return (
    <>
      {picture.series.length > mostSeries && (
        <p className={styles.note}>{t('series-cut', { shown: mostSeries, all: picture.series.length })}</p>
      )}
      <Chart label={label} prepared={prepared} height={height} />
    </>
  );
}
