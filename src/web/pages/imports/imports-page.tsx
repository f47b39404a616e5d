import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { ask } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useText } from '../../kit/words/language.ts';
import { ImportState } from './import-state.tsx';
import { SavedMappings } from './saved-mappings.tsx';
import type { ImportView } from './use-import.ts';
import { WaitingUploads } from './waiting-uploads.tsx';
import { useImportWords } from './words.ts';

const path = '/api/shops/{shop}/imports' as const;

function useColumns(slug: string): Column<ImportView>[] {
  const t = useImportWords();
  const say = useText();
  return [
    {
      key: 'file',
      title: t('file'),
      render: (it) => <Link to={`/shops/${slug}/imports/${it.id}`}>{it.file_name}</Link>,
    },
    { key: 'state', title: t('state'), render: (it) => <ImportState state={it.state} /> },
    { key: 'read-by', title: t('read-by'), render: (it) => say(it.read_by) },
    { key: 'rows', title: t('rows'), align: 'right', render: (it) => <Num value={it.rows} /> },
    { key: 'accepted', title: t('accepted'), align: 'right', render: (it) => <Num value={it.accepted} /> },
    { key: 'rejected', title: t('rejected'), align: 'right', render: (it) => <Num value={it.rejected} /> },
    { key: 'started', title: t('started'), render: (it) => <Instant at={it.started_at} /> },
  ];
}

/** What was imported, and what waits to be. */
export default function ImportsPage() {
  const shop = useShop();
  const go = useNavigate();
  const t = useImportWords();
  const columns = useColumns(shop.slug);
  const mayImport = shop.may('imports:write');
  const begin = (
    <Button type="primary" onClick={() => void go(`/shops/${shop.slug}/imports/new`)}>
      {t('import-file')}
    </Button>
  );
  return (
    <>
      <ListPage<ImportView>
        name="imports"
        title={t('title')}
        help={t('help')}
        {...(mayImport && { actions: begin, filters: <WaitingUploads /> })}
        columns={columns}
        rowKey={(it) => String(it.id)}
        queryKey={[path, shop.slug]}
        load={async (cursor, signal, limit) => {
          const query = { limit, ...(cursor !== undefined && { cursor }) };
          const page = await ask(path, { path: { shop: shop.slug }, query }, signal);
          return { rows: page.imports, next: page.next_cursor };
        }}
        empty={{
          title: t('none-yet'),
          hint: t('none-yet-hint'),
          ...(mayImport && { action: begin }),
        }}
      />
      <SavedMappings />
    </>
  );
}
