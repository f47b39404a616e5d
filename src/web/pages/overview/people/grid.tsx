import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import type { People } from './prepare-groups.ts';

const scores = [1, 2, 3, 4, 5] as const;

/** Recency against frequency: a table, because that is what it is. */
export function Grid({ people }: { readonly people: People }) {
  const t = useOverviewWords();
  const most = Math.max(1, ...people.cells.map((it) => it.customers));
  return (
    <Section title={t('grid')} extra={<span className={styles.hint}>{t('grid-hint')}</span>}>
      <table className={styles.grid} aria-label={t('grid')}>
        <thead>
          <tr>
            <td />
            {scores.map((f) => (
              <th key={f} scope="col">
                <abbr title={`${t('frequency')} ${f}`}>F{f}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...scores].reverse().map((r) => (
            <tr key={r}>
              <th scope="row">
                <abbr title={`${t('recency')} ${r}`}>R{r}</abbr>
              </th>
              {scores.map((f) => (
                <td key={f}>
                  <Cell
                    cell={people.cells.find((it) => it.recency === r && it.frequency === f)}
                    most={most}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Cell({ cell, most }: { readonly cell: People['cells'][number] | undefined; readonly most: number }) {
  const { number, share, money } = useFormat();
  const { slug: shop } = useShop();
  if (cell === undefined) return null;
  const { recency: r, frequency: f, customers } = cell;
  const style = { '--strength': customers / most } as CSSProperties;
  if (customers === 0)
    return (
      <div className={styles.cell} style={style}>
        0
      </div>
    );
  return (
    <Link
      className={styles.cell!}
      style={style}
      to={customersAddress(shop, { r, f })}
      title={`R${r} F${f} · ${money(cell.net_sales, true)}`}
    >
      {number(customers)}
      <small>{share(cell.share)}</small>
    </Link>
  );
}
