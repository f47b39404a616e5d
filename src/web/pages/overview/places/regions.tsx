import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import styles from '../overview.module.css';
import type { Range } from '../range-rules.ts';
import { useOverviewWords } from '../words.ts';
import { type PlaceRow, prepareTiles } from './prepare-tiles.ts';
import { RegionTile } from './region-tile.tsx';

/** Net sales by province of delivery, one square a province. */
export function Regions({ range }: { readonly range: Range }) {
  const t = useOverviewWords();
  const { slug: shop } = useShop();
  const { from, to } = range;
  const query = { measure: 'net-sales', from, to, dimension: 'province' };
  const asked = useAsk('/api/shops/{shop}/analytics/metrics', { path: { shop }, query }, { keep: true });
  return (
    <Section title={t('regions')} extra={<span className={styles.hint}>{t('regions-hint')}</span>}>
      <QueryState query={asked}>
        {({ rows }) => (
          <Tiles
            range={range}
            rows={rows.map((it) => ({
              spelling: String((it as { province?: string }).province ?? ''),
              value: it.value ?? 0,
            }))}
          />
        )}
      </QueryState>
    </Section>
  );
}

function Tiles({ rows, range }: { readonly rows: readonly PlaceRow[]; readonly range: Range }) {
  const t = useOverviewWords();
  const { money } = useFormat();
  const { tiles, elsewhere } = prepareTiles(rows);
  return (
    <>
      <ul className={styles.map}>
        {tiles.map((it) => (
          <li key={it.code} style={{ gridColumn: it.column, gridRow: it.row }}>
            <RegionTile tile={it} range={range} />
          </li>
        ))}
      </ul>
      {elsewhere !== 0 && <p className={styles.hint}>{t('elsewhere', { sales: money(elsewhere, true) })}</p>}
    </>
  );
}
