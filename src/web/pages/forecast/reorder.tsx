import { Link } from 'react-router';
import type { ReorderAnswer, ReorderRow } from '../../../contract/forecast.ts';
import { useShop } from '../../client/me.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import styles from './forecast.module.css';
import { useModelName } from './use-model-name.ts';
import { useForecastWords } from './words.ts';

/** What to order now, shortest cover first; each product opens its forecast. */
export function Reorder({ answer }: { readonly answer: ReorderAnswer }) {
  const t = useForecastWords();
  const heads = [
    ...(['product', 'category', 'units', 'stock', 'cover', 'demand', 'safety'] as const),
    ...(['order-up-to', 'suggestion', 'model', 'error'] as const),
  ];
  const isText = (it: string) => it === 'category' || it === 'model';
  const hint = t('reorder-hint', { all: answer.products, shown: answer.rows.length });
  return (
    <Section title={t('reorder')} extra={<span className={styles.hint}>{hint}</span>}>
      {answer.rows.every(({ stock }) => stock === null) && <p className={styles.hint}>{t('no-stock')}</p>}
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={t('reorder')}>
          <thead>
            <tr>
              {heads.map((it) => (
                <th key={it} scope="col" className={isText(it) ? styles.text : undefined}>
                  {t(it)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => (
              <Row key={row.product_id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({ row }: { readonly row: ReorderRow }) {
  const t = useForecastWords();
  const nameOf = useModelName();
  const { slug } = useShop();
  const { number, share } = useFormat();
  const tenth = (it: number | null) => number(it === null ? null : Math.round(it * 10) / 10);
  return (
    <tr>
      <th scope="row" title={row.title}>
        <Link to={`/shops/${slug}/forecast?subject=product:${row.product_id}`}>
          {row.title || row.product_id}
        </Link>
      </th>
      <td className={styles.text}>{row.category}</td>
      <td>{number(row.units)}</td>
      <td>{number(row.stock)}</td>
      <td>{tenth(row.cover_days)}</td>
      <td>{tenth(row.demand)}</td>
      <td>{tenth(row.safety)}</td>
      <td>{number(row.order_up_to)}</td>
      <td>
        <strong>{number(row.suggestion)}</strong>
      </td>
      <td className={styles.text}>
        {nameOf(row.model)}
        {row.confidence === 'low' && (
          <span className={styles.low} title={t('confidence-low')}>
            {' '}
            *
          </span>
        )}
      </td>
      <td>
        {share(row.wape, true)} ({share(row.naive_wape, true)})
      </td>
    </tr>
  );
}
