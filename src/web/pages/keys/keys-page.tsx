import { Segmented } from 'antd';
import type { KeyShown } from '../../../contract/keys.ts';
import { api } from '../../client/api.ts';
import { type Answer, ask, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useView } from '../../kit/list/view.ts';
import { keysPath, reloadKeys } from './keys.ts';
import { NewKey } from './new-key.tsx';
import { useKeyWords } from './words.ts';

/** Sources and their write keys, and the keys of other programs. */
export default function KeysPage() {
  const shop = useShop();
  const t = useKeyWords();
  const [view, change] = useView({ kind: 'write' });
  const kind = view.kind === 'api' ? 'api' : 'write';
  const shopSources = useAsk('/api/shops/{shop}/sources', { path: { shop: shop.slug } }, { fresh: 0 });
  const columns = useColumns(kind, shopSources.data?.sources ?? []);
  const choices = (['write', 'api'] as const).map((value) => ({ value, label: t(`kind-${value}`) }));
  return (
    <ListPage<KeyShown>
      name={`keys-${kind}`}
      title={t('title')}
      help={t('help')}
      actions={<NewKey key={kind} kind={kind} />}
      filters={<Segmented options={choices} value={kind} onChange={(to) => change({ kind: to })} />}
      columns={columns}
      rowKey={(it) => it.key_id}
      queryKey={[keysPath, shop.slug, kind]}
      load={async (_cursor, signal) => {
        const { keys } = await ask(keysPath, { path: { shop: shop.slug } }, signal);
        const rows = keys.filter((it) => it.kind === kind);
        // Those that open something first.
        return {
          rows: rows.sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null)),
          next: null,
        };
      }}
      empty={{ title: t(`none-${kind}`), hint: t(`none-${kind}-hint`) }}
    />
  );
}

type Sources = Answer<'/api/shops/{shop}/sources'>['sources'];

const eventsOf = (sources: Sources, { source }: KeyShown): number =>
  sources.find((its) => its.source === source)?.events_last_day ?? 0;

function useColumns(kind: 'write' | 'api', sources: Sources): Column<KeyShown>[] {
  const t = useKeyWords();
  return [
    { key: 'name', title: t('name'), render: (it) => it.name },
    kind === 'write'
      ? { key: 'source', title: t('source'), render: (it) => <code>{it.source}</code> }
      : { key: 'scopes', title: t('scopes'), render: (it) => it.scopes.join(', ') },
    ...(kind === 'write'
      ? [
          {
            key: 'events',
            title: t('events'),
            align: 'right' as const,
            render: (it: KeyShown) => <Num value={eventsOf(sources, it)} />,
          },
        ]
      : []),
    { key: 'prefix', title: t('prefix'), render: (it) => <code>{it.prefix}…</code> },
    { key: 'made', title: t('made'), render: (it) => <Instant at={it.created_at} /> },
    {
      key: 'used',
      title: t('used'),
      render: (it) => (it.last_used_at ? <Instant at={it.last_used_at} /> : t('never')),
    },
    { key: 'act', title: t('act'), render: (it) => (it.revoked_at ? t('revoked') : <Revoke it={it} />) },
  ];
}

function Revoke({ it }: { readonly it: KeyShown }) {
  const t = useKeyWords();
  const shop = useShop();
  const revoke = async () => {
    await api.DELETE('/api/shops/{shop}/keys/{key}', {
      params: { path: { shop: shop.slug, key: it.key_id } },
    });
    await reloadKeys();
  };
  return (
    <ConfirmAction
      danger
      label={t('revoke')}
      title={t('revoke-title', { name: it.name })}
      button={{ size: 'small' }}
      act={revoke}
    >
      <p>{t('revoke-hint')}</p>
    </ConfirmAction>
  );
}
