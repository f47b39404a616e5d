import type { Answer } from '../../../client/ask.ts';
import { Sparkline } from '../../../kit/charts/sparkline.tsx';
import { Change } from '../../../kit/figures.tsx';
import { changeOf } from '../../../kit/format/change.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { useText } from '../../../kit/words/language.ts';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import { Definition } from './definition.tsx';
import { useCatalogue } from './use-figures.ts';

type KeyFigures = Answer<'/api/shops/{shop}/analytics/key-figures'>;
type Figure = KeyFigures['figures'][number];
type Measure = Answer<'/api/shops/{shop}/analytics/measures'>['measures'][number];

/** The key figures, each with its shape, its changes and its definition. */
export function FigureTiles({ answer }: { readonly answer: KeyFigures }) {
  const catalogue = useCatalogue().data;
  return (
    <ul className={styles.tiles} data-tour="figures" data-figures-of={`${answer.from}/${answer.to}`}>
      {answer.figures.map((it) => (
        <Tile
          key={it.measure}
          figure={it}
          measure={catalogue?.measures.find(({ code }) => code === it.measure)}
        />
      ))}
    </ul>
  );
}

function Tile({ figure, measure }: { readonly figure: Figure; readonly measure: Measure | undefined }) {
  const t = useOverviewWords();
  const say = useText();
  const { value } = useFormat();
  const isShare = figure.unit === 'ratio';
  const better = measure?.better ?? 'neither';
  return (
    <li className="card">
      <div className={styles.tileName}>
        <span>{measure ? say(measure.label) : figure.measure}</span>
        {measure && <Definition measure={measure} />}
      </div>
      <p className={styles.tileValue} title={value(figure.value, figure.unit)}>
        {value(figure.value, figure.unit, true)}
      </p>
      <dl className={styles.changes}>
        <div title={value(figure.previous, figure.unit)}>
          <dt>{t('against-previous')}</dt>
          <dd>
            <Change change={changeOf(figure.value, figure.previous, isShare)} better={better} />
          </dd>
        </div>
        <div title={value(figure.last_year, figure.unit)}>
          <dt>{t('against-last-year')}</dt>
          <dd>
            <Change change={changeOf(figure.value, figure.last_year, isShare)} better={better} />
          </dd>
        </div>
      </dl>
      <Sparkline values={figure.series.map((it) => it.value)} />
    </li>
  );
}
