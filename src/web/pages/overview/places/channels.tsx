import { Link } from 'react-router';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { useChannelName } from '../../../kit/channel-names.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import styles from '../overview.module.css';
import type { Range } from '../range-rules.ts';
import { useOverviewWords } from '../words.ts';

interface Row {
  readonly value: number | null;
  readonly channel?: string;
}

/** Net sales by channel, most first. */
export function Channels({ range }: { readonly range: Range }) {
  const t = useOverviewWords();
  const { slug: shop } = useShop();
  const { from, to } = range;
  const query = { measure: 'net-sales', from, to, dimension: 'channel' };
  const asked = useAsk('/api/shops/{shop}/analytics/metrics', { path: { shop }, query }, { keep: true });
  return (
    <Section title={t('channels')}>
      <QueryState
        query={asked}
        empty={({ rows }) => (rows.length === 0 ? <p className="muted">{t('channels-empty')}</p> : undefined)}
      >
        {({ rows }) => <Bars rows={rows} range={range} />}
      </QueryState>
    </Section>
  );
}

function Bars({ rows, range }: { readonly rows: readonly Row[]; readonly range: Range }) {
  const t = useOverviewWords();
  const nameOf = useChannelName();
  const { money, share } = useFormat();
  const { slug: shop } = useShop();
  const sorted = [...rows].sort((one, other) => (other.value ?? 0) - (one.value ?? 0));
  const total = sorted.reduce((sum, it) => sum + (it.value ?? 0), 0);
  const most = Math.max(1, sorted[0]?.value ?? 0);
  return (
    <ul className={styles.bars}>
      {sorted.map(({ channel = '', value }) => (
        <li key={channel} className={styles.bar}>
          <div className={styles.barLine}>
            <Link
              to={customersAddress(shop, {
                ordered_channel: channel,
                ordered_from: range.from,
                ordered_to: range.to,
              })}
            >
              {channel === '' ? t('unknown') : nameOf(channel)}
            </Link>
            <span className="figures">
              {money(value, true)} · {share(total > 0 && value !== null ? value / total : null)}
            </span>
          </div>
          <div className={styles.track}>
            <div style={{ width: `${(100 * Math.max(0, value ?? 0)) / most}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
