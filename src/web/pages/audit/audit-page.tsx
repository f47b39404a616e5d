import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Answer, ask, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useView } from '../../kit/list/view.ts';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { actName } from './act-names.ts';
import styles from './audit.module.css';
import { useAuditWords } from './words.ts';

const path = '/api/shops/{shop}/compliance/audit-log' as const;
type Entry = Answer<typeof path>['entries'][number];

/** Who looked at or changed what, newest first, and whether the log is as it was written. */
export default function AuditPage() {
  const t = useAuditWords();
  const shop = useShop();
  const [view, change] = useView({ act: '', subject: '' });
  const columns = useColumns();
  const asked = { ...(view.act && { act: view.act }), ...(view.subject && { subject: view.subject }) };
  return (
    <ListPage<Entry>
      name="audit-log"
      title={t('title')}
      help={t('help')}
      actions={<Verify />}
      filters={<Filters key={`${view.act} ${view.subject}`} view={view} onChange={change} />}
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

function useColumns(): Column<Entry>[] {
  const t = useAuditWords();
  const say = useText();
  return [
    { key: 'at', title: t('at'), render: (it) => <Instant at={it.at} seconds /> },
    { key: 'act', title: t('act'), render: (it) => <span title={it.act}>{say(actName(it.act))}</span> },
    { key: 'subject', title: t('subject'), render: (it) => <code>{it.subject}</code> },
    { key: 'actor', title: t('actor'), render: (it) => <code className={styles.actor}>{it.actor}</code> },
    { key: 'reason', title: t('reason'), render: (it) => it.reason ?? '' },
    { key: 'details', title: t('details'), render: (it) => <Details details={it.details} /> },
    { key: 'seq', title: t('seq'), align: 'right', render: (it) => <Num value={it.seq} />, hidden: true },
    { key: 'hash', title: t('hash'), render: (it) => <code>{it.hash?.slice(0, 16)}</code>, hidden: true },
  ];
}

function Details({ details }: Pick<Entry, 'details'>) {
  const text = JSON.stringify(details);
  return text === '{}' ? null : <code className={styles.details}>{text}</code>;
}

interface FiltersProps {
  readonly view: { readonly act: string; readonly subject: string };
  readonly onChange: (change: { act?: string; subject?: string }) => void;
}

function Filters({ view, onChange }: FiltersProps) {
  const t = useAuditWords();
  const [act, setAct] = useState(view.act);
  const [subject, setSubject] = useState(view.subject);
  return (
    <form
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ act: act.trim(), subject: subject.trim() });
      }}
    >
      <Input
        aria-label={t('act-filter')}
        placeholder={t('act-filter')}
        value={act}
        onChange={(e) => setAct(e.target.value)}
      />
      <Input
        aria-label={t('subject-filter')}
        placeholder={t('subject-filter')}
        value={subject}
        onChange={(e) => setSubject(e.target.value)}
      />
      <Button htmlType="submit">{t('filter')}</Button>
    </form>
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
