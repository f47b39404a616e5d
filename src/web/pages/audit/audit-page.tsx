import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, ask, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useView } from '../../kit/list/view.ts';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useLanguage, useText } from '../../kit/words/language.ts';
import { actName } from './act-names.ts';
import styles from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { sayDetails } from './say-details.ts';
import { Subject } from './subject.tsx';
import { useAuditWords } from './words.ts';

const path = '/api/shops/{shop}/compliance/audit-log' as const;
type Entry = Answer<typeof path>['entries'][number];

/** Who looked at or changed what, newest first, and whether the log is as it was written. */
export default function AuditPage() {
  const t = useAuditWords();
  const shop = useShop();
  const [view, change] = useView({ act: '', subject: '', actor: '', from: '', to: '' });
  const columns = useColumns((actor) => change({ actor }));
  const asked = Object.fromEntries(Object.entries(view).filter(([, value]) => value !== ''));
  return (
    <ListPage<Entry>
      name="audit-log"
      title={t('title')}
      help={t('help')}
      actions={<Verify />}
      filters={<AuditFilters key={view.subject} view={view} onChange={change} />}
      columns={columns}
      rowKey={(it) => String(it.entry_id)}
      queryKey={[path, shop.slug, asked]}
      load={async (cursor, signal, limit) => {
        const query = { limit, ...asked, ...(cursor !== undefined && { cursor }) };
        const page = await ask(path, { path: { shop: shop.slug }, query }, signal);
        return { rows: page.entries, next: page.next_cursor };
      }}
      empty={{ title: t('none'), hint: Object.keys(asked).length > 0 ? t('none-hint') : t('none-yet-hint') }}
    />
  );
}

function useColumns(only: (actor: string) => void): Column<Entry>[] {
  const t = useAuditWords();
  const say = useText();
  return [
    { key: 'at', title: t('at'), render: (it) => <Instant at={it.at} seconds /> },
    { key: 'act', title: t('act'), render: (it) => <span title={it.act}>{say(actName(it.act))}</span> },
    { key: 'subject', title: t('subject'), render: (it) => <Subject it={it} /> },
    { key: 'actor', title: t('actor'), render: (it) => <By it={it} only={only} /> },
    { key: 'reason', title: t('reason'), render: (it) => it.reason ?? '' },
    { key: 'details', title: t('details'), render: (it) => <Details details={it.details} /> },
    { key: 'seq', title: t('seq'), align: 'right', render: (it) => <Num value={it.seq} />, hidden: true },
    { key: 'hash', title: t('hash'), render: (it) => <code>{it.hash?.slice(0, 16)}</code>, hidden: true },
  ];
}

/** Whoever did it; a click leaves only what they did. */
function By({ it, only }: { readonly it: Entry; readonly only: (actor: string) => void }) {
  const t = useAuditWords();
  return (
    <button type="button" className={styles.by} title={t('only-by')} onClick={() => only(it.actor)}>
      <Actor by={it.actor} name={it.actor_name} />
    </button>
  );
}

function Details({ details }: Pick<Entry, 'details'>) {
  const text = sayDetails(details, useLanguage());
  return text === '' ? null : (
    <span className={styles.details} title={text}>
      {text}
    </span>
  );
}

/** Follows the chain of hashes from its first entry to its last. */
function Verify() {
  const t = useAuditWords();
  const shop = useShop();
  const [isAsked, setAsked] = useState(false);
  const url = '/api/shops/{shop}/compliance/audit-log/verification' as const;
  const query = useAsk(url, { path: { shop: shop.slug } }, { enabled: isAsked, fresh: 0 });
  if (!isAsked) return <Button onClick={() => setAsked(true)}>{t('verify')}</Button>;
  return (
    <QueryState query={query} loading={<span role="status">{t('verifying')}</span>}>
      {(it) => (
        <span role="status" className={it.broken === null ? styles.whole : styles.broken}>
          {it.broken === null ? t('whole', { count: it.entries }) : t('broken', { seq: it.broken.seq ?? '' })}
        </span>
      )}
    </QueryState>
  );
}
