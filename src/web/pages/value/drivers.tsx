import { type CSSProperties, useState } from 'react';
import { useFormat } from '../../kit/format/use-format.ts';
import kit from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { Choices } from './choices.tsx';
import styles from './value.module.css';
import type { Value } from './value.ts';
import { useValueWords } from './words.ts';

type Show = 'alive' | 'purchases';

/** How often somebody came back and how long ago they last bought decide both: the model, drawn. */
export function Drivers({ value }: { readonly value: Value }) {
  const t = useValueWords();
  const [show, setShow] = useState<Show>('alive');
  const { cells, known_weeks: count } = value.grid;
  const options = (['alive', 'purchases'] as const).map((it) => ({ value: it, label: t(`show-${it}`) }));
  return (
    <Section
      title={t('drivers')}
      extra={<Choices label={t('drivers')} value={show} options={options} onChange={setShow} />}
    >
      <p className={kit.hint}>{t('drivers-hint', { count })}</p>
      <HeatMap cells={cells} show={show} />
    </Section>
  );
}

interface HeatMapProps {
  readonly cells: Value['grid']['cells'];
  readonly show: Show;
}

const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function HeatMap({ cells, show }: HeatMapProps) {
  const t = useValueWords();
  const repeats = sorted(cells.map((it) => it.repeats));
  const weeks = sorted(cells.map((it) => it.weeks_ago));
  const most = show === 'alive' ? 1 : Math.max(1e-9, ...cells.map((it) => it.purchases));
  return (
    <div className={kit.scroll}>
      <table className={styles.heat} aria-label={t(`show-${show}`)}>
        <thead>
          <tr>
            <th scope="col">{t('heat-corner')}</th>
            {repeats.map((x) => (
              <th key={x} scope="col">
                {x}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((ago) => (
            <tr key={ago}>
              <th scope="row">{ago}</th>
              {repeats.map((x) => (
                <Cell
                  key={x}
                  cell={cells.find((it) => it.repeats === x && it.weeks_ago === ago)}
                  {...{ show, most }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly cell: HeatMapProps['cells'][number] | undefined;
  readonly show: Show;
  readonly most: number;
}

function Cell({ cell, show, most }: CellProps) {
  const { number, share } = useFormat();
  if (cell === undefined) return <td />;
  const style = { '--strength': cell[show] / most } as CSSProperties;
  return (
    <td className={styles.heatCell} style={style}>
      {show === 'alive' ? share(cell.alive, true) : number(Math.round(cell.purchases * 10) / 10)}
    </td>
  );
}
