import { Button } from 'antd';
import type { RejectLineView } from '../../../contract/uploads.ts';
import { ask } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import type { Column } from '../../kit/list/column.ts';
import { DataList } from '../../kit/list/data-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { useText } from '../../kit/words/language.ts';
import { useImportWords } from './words.ts';

/** Columns of a reject: where, what stood there, and what to do about it. */
export function useRejectColumns() {
  const t = useImportWords();
  const say = useText();
  return [
    { key: 'line', title: t('line'), align: 'right', width: 90, render: (it) => it.line },
    { key: 'column', title: t('column'), render: (it) => it.column },
    { key: 'value', title: t('value'), render: (it) => <code>{it.value}</code> },
    { key: 'why', title: t('why'), render: (it) => say(it.message) },
  ] satisfies Column<RejectLineView>[];
}

/** The rows that could not be used, page by page, and the file of all of them to mend in a spreadsheet. */
export function Rejects({ id, isRunning }: { readonly id: number; readonly isRunning: boolean }) {
  const t = useImportWords();
  const shop = useShop();
  const columns = useRejectColumns();
  const path = '/api/shops/{shop}/imports/{id}/reject-lines' as const;
  const file = `/api/shops/${encodeURIComponent(shop.slug)}/imports/${id}/rejects`;
  return (
    <Section
      title={t('rejects')}
      extra={
        <Button href={file} download>
          {t('reject-file')}
        </Button>
      }
    >
      <p className="muted">{t('rejects-hint')}</p>
      <DataList<RejectLineView>
        label={t('rejects')}
        columns={columns}
        rowKey={(it) => `${it.line} ${it.column} ${it.code}`}
        queryKey={[path, shop.slug, id, isRunning]}
        load={async (cursor, signal) => {
          const query = { limit: 50, ...(cursor !== undefined && { cursor }) };
          const page = await ask(path, { path: { shop: shop.slug, id }, query }, signal);
          return { rows: page.rejects, next: page.next_cursor };
        }}
        empty={{ title: t('no-rejects') }}
      />
    </Section>
  );
}
