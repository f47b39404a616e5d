import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Instant } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import styles from './messages.module.css';
import { type Channel, channelsPath } from './paths.ts';
import { useCodes } from './say-reason.ts';
import { SetSmtp } from './set-smtp.tsx';
import { SetWebhook } from './set-webhook.tsx';
import { SwitchChannel } from './switch-channel.tsx';
import { TestChannel } from './test-channel.tsx';
import { useMessageWords } from './words.ts';

/** By which channels customers are reached, and how each is set up. */
export function Channels() {
  const t = useMessageWords();
  const shop = useShop();
  const columns = useColumns();
  const channels = useAsk(channelsPath, { path: { shop: shop.slug } }, { fresh: 0 });
  return (
    <Section title={t('part-channels')}>
      <QueryState query={channels}>
        {(it) => (
          <PlainList
            label={t('part-channels')}
            columns={columns}
            rows={it.channels}
            rowKey={({ channel }) => channel}
            empty={{ title: t('none'), hint: t('none-hint') }}
          />
        )}
      </QueryState>
    </Section>
  );
}

function useColumns(): Column<Channel>[] {
  const t = useMessageWords();
  const codes = useCodes();
  const shop = useShop();
  return [
    { key: 'channel', title: t('channel'), render: (it) => codes.channel(it.channel) },
    { key: 'on', title: t('state'), render: (it) => <Standing it={it} /> },
    { key: 'settings', title: t('settings'), render: (it) => <Settings it={it} /> },
    ...(shop.may('messages:manage')
      ? [{ key: 'act', title: t('act'), render: (it: Channel) => <Acts key={it.channel} it={it} /> }]
      : []),
  ];
}

/** Off, on, or on and left alone for a while, and why. */
function Standing({ it: { on, aside } }: { readonly it: Channel }) {
  const t = useMessageWords();
  const codes = useCodes();
  if (!on || aside === null) return t(on ? 'on' : 'off');
  return (
    <div className={styles.aside}>
      <strong>{t('aside')}</strong>
      <span>{codes.reason(aside.reason)}</span>
      <span className="muted">
        {t('again-at')} <Instant at={aside.until} />
      </span>
    </div>
  );
}

function Settings({ it: { smtp, webhook, carrier } }: { readonly it: Channel }) {
  const t = useMessageWords();
  const by = smtp && `${smtp.from} · ${smtp.host}:${smtp.port} · ${t(`security-${smtp.security}`)}`;
  if (by || webhook) return <div className={styles.settings}>{by ?? webhook?.url}</div>;
  return <span className="muted">{t(carrier === 'in-page' ? 'in-page-hint' : 'not-set-up')}</span>;
}

function Acts({ it }: { readonly it: Channel }) {
  return (
    <div className={styles.buttons}>
      {it.carriers.includes('smtp') && <SetSmtp key={it.changed_at} it={it} />}
      {it.carriers.includes('webhook') && <SetWebhook key={`hook ${it.changed_at}`} it={it} />}
      {it.carrier !== null && <SwitchChannel it={it} />}
      {it.carrier !== null && it.carrier !== 'in-page' && <TestChannel it={it} />}
    </div>
  );
}
