import type { CSSProperties } from 'react';
import type { AffinityRules } from '../../../contract/affinity.ts';
import { Section } from '../../kit/page/section.tsx';
import styles from './affinity.module.css';
import { nameOf } from './view-rules.ts';
import { useAffinityWords } from './words.ts';

type Cell = AffinityRules['matrix']['cells'][number];

/** Every pair of the items bought most: a table, because that is what it is. Only the half below the diagonal. */
export function Matrix({ answer }: { readonly answer: AffinityRules }) {
  const t = useAffinityWords();
  const { items, cells } = answer.matrix;
  const at = new Map(cells.map((it) => [`${it.column} ${it.row}`, it]));
  if (cells.length === 0) return null;
  return (
    <Section
      title={t('matrix')}
      extra={<span className={styles.hint}>{t('matrix-hint', { items: String(items.length) })}</span>}
    >
      <div className={styles.scroll}>
        <table className={styles.matrix} aria-label={t('matrix')}>
          <thead>
            <tr>
              <td />
              {items.slice(0, -1).map((it) => (
                <th key={it.key} scope="col" title={nameOf(it)}>
                  <span>{nameOf(it)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.slice(1).map((it, n) => (
              <tr key={it.key}>
                <th scope="row" title={nameOf(it)}>
                  <span>{nameOf(it)}</span>
                </th>
                {items.slice(0, n + 1).map((other, column) => (
                  <td key={other.key}>
                    <Figure cell={at.get(`${n + 1} ${column}`)!} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** A shrunk lift of 4 has the strongest colour: each doubling is half of it. */
const strengthOf = ({ lift_shrunk: lift }: Cell): number =>
  Math.max(0, Math.min(1, Math.log2(Math.max(lift, 1)) / 2));

function Figure({ cell }: { readonly cell: Cell }) {
  const style = { '--strength': strengthOf(cell) } as CSSProperties;
  return (
    <span className={`${styles.cell} ${cell.lift_shrunk < 1 ? styles.less : ''}`} style={style}>
      {cell.lift.toFixed(2)}
      <small>{cell.together}</small>
    </span>
  );
}
