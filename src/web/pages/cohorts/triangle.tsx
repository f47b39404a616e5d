import { Segmented } from 'antd';
import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import type { CohortRow, CohortsAnswer } from '../../../contract/cohorts.ts';
import { useShop } from '../../client/me.ts';
import type { Format } from '../../kit/format/format-of.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import styles from './cohorts.module.css';
import { type Narrowed, peopleOf } from './people-of.ts';
import { sayCohort } from './use-name-of.ts';
import { useCohortWords } from './words.ts';

type Cell = CohortRow['cells'][number];
export type Show = 'rate' | 'total';

interface TriangleProps {
  readonly answer: CohortsAnswer;
  readonly narrowed: Narrowed;
  readonly show: Show;
  readonly onShow: (show: Show) => void;
}

/** Cohorts down, periods since across: a table, because that is what it is. */
export function Triangle({ answer, narrowed, show, onShow }: TriangleProps) {
  const t = useCohortWords();
  const longest = Math.max(0, ...answer.rows.map((it) => it.cells.length));
  const rateName = answer.value === 'customers' ? t('per-cohort') : t('per-customer');
  const options = [
    { value: 'rate' as const, label: rateName },
    { value: 'total' as const, label: t('absolute') },
  ];
  return (
    <Section
      title={t('triangle')}
      extra={
        <span className={styles.extra}>
          <span className={styles.hint}>{t('triangle-hint')}</span>
          <Segmented size="small" aria-label={t('show')} value={show} onChange={onShow} options={options} />
        </span>
      }
    >
      <div className={styles.scroll}>
        <table className={styles.triangle} aria-label={t('triangle')}>
          <thead>
            <tr>
              <th scope="col">{t('cohort')}</th>
              <th scope="col">{t('customers')}</th>
              {Array.from({ length: longest }, (_, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its number
                <th key={n} scope="col">
                  {n}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => (
              <Row key={row.cohort} {...{ row, answer, narrowed, show }} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

type RowProps = Omit<TriangleProps, 'onShow'> & { readonly row: CohortRow };

function Row({ row, answer, narrowed, show }: RowProps) {
  const { slug: shop } = useShop();
  const format = useFormat();
  const place = { shop, answer, narrowed };
  const size = format.number(row.customers);
  const most = greatest(answer, show);
  return (
    <tr>
      <th scope="row">
        {sayCohort(row.cohort, format.language)}
        {row.whole ? '' : '*'}
      </th>
      <td className={styles.size}>
        {row.customers > 0 ? <Link to={peopleOf(row, undefined, place)}>{size}</Link> : size}
      </td>
      {row.cells.map((cell) => (
        <td key={cell.offset}>
          <Figure
            whole={cell.whole}
            strength={most === 0 ? 0 : Math.min(1, Math.max(0, (numberOf(cell, show) ?? 0) / most))}
            text={say(cell, { answer, show, format })}
            href={hasPeople(cell, answer) ? peopleOf(row, cell.offset, place) : undefined}
          />
        </td>
      ))}
    </tr>
  );
}

/** Whoever made money in a period did so by an order, or gave it back: only cells of nothing have nobody to open. */
const hasPeople = ({ value }: Cell, { value: of }: CohortsAnswer): boolean =>
  of === 'customers' || of === 'orders' ? (value ?? 0) > 0 : value !== null && value !== 0;

/** The strongest colour: the greatest of the periods behind the first, which would outshine all others. */
function greatest({ rows }: CohortsAnswer, show: Show): number {
  const later = rows.flatMap(({ cells }) =>
    cells.filter((it) => it.offset > 0).map((it) => numberOf(it, show) ?? 0),
  );
  return Math.max(0, ...later);
}

const numberOf = ({ rate, value }: Cell, show: Show): number | null => (show === 'rate' ? rate : value);

interface Saying {
  readonly answer: CohortsAnswer;
  readonly show: Show;
  readonly format: Format;
}

function say(cell: Cell, { answer, show, format }: Saying): string {
  const number = numberOf(cell, show);
  if (answer.value === 'net-sales' || answer.value === 'margin')
    return format.money(number === null ? null : Math.round(number), true);
  return show === 'rate' && answer.value === 'customers' ? format.share(number, true) : format.number(number);
}

interface FigureProps {
  readonly whole: boolean;
  /** 0 to 1. */
  readonly strength: number;
  readonly text: string;
  readonly href: string | undefined;
}

function Figure({ whole, strength, text, href }: FigureProps) {
  const style = { '--strength': strength } as CSSProperties;
  const className = `${styles.cell} ${whole ? '' : styles.open}`;
  const said = `${text}${whole ? '' : '*'}`;
  if (href === undefined)
    return (
      <span className={className} style={style}>
        {said}
      </span>
    );
  return (
    <Link className={className} style={style} to={href}>
      {said}
    </Link>
  );
}
