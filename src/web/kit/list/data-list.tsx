import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Empty } from '../state/empty.tsx';
import { QueryState } from '../state/query-state.tsx';
import { Skeleton } from '../state/skeleton.tsx';
import { useKitWords } from '../words.ts';
import styles from './list.module.css';
import type { DataListProps } from './list-props.ts';
import { Rows } from './rows.tsx';
import { useNarrow } from './use-narrow.ts';
import { usePages } from './use-pages.ts';

/** Rows of the server with its sorting and its cursors. */
export function DataList<Row>(props: DataListProps<Row>) {
  const { queryKey, load, empty } = props;
  const pages = usePages(queryKey, load);
  const [selected, setSelected] = useState<readonly Row[]>([]);
  const isEmpty = pages.page === 0 && pages.rows.length === 0;
  return (
    <QueryState
      query={pages.query}
      loading={<Skeleton lines={8} />}
      empty={() => (isEmpty ? <Empty {...empty} /> : undefined)}
    >
      {() => (
        <>
          {props.bulk && selected.length > 0 && (
            <Selected count={selected.length} onClear={() => setSelected([])}>
              {props.bulk(selected, () => setSelected([]))}
            </Selected>
          )}
          <Body {...props} rows={pages.rows} selected={selected} onSelect={setSelected} />
          <Pager {...pages} isLoading={pages.query.isFetchingNextPage} />
        </>
      )}
    </QueryState>
  );
}

interface BodyProps<Row> extends DataListProps<Row> {
  readonly rows: readonly Row[];
  readonly selected: readonly Row[];
  readonly onSelect: (rows: readonly Row[]) => void;
}

function Body<Row>({ card, ...it }: BodyProps<Row>) {
  const narrow = useNarrow();
  if (!card || !narrow) return <Rows {...it} />;
  return (
    <ul className={styles.cards} aria-label={it.label}>
      {it.rows.map((row) => (
        <li key={it.rowKey(row)} className="card">
          {card(row)}
        </li>
      ))}
    </ul>
  );
}

interface SelectedProps {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

function Selected({ count, onClear, children }: SelectedProps) {
  const t = useKitWords();
  return (
    <div className={styles.bulk}>
      <span>{t('selected', { count })}</span>
      {children}
      <Button type="link" onClick={onClear}>
        {t('select-none')}
      </Button>
    </div>
  );
}

interface PagerProps {
  readonly page: number;
  readonly rows: readonly unknown[];
  readonly hasNext: boolean;
  readonly isLoading: boolean;
  readonly next: () => Promise<void>;
  readonly previous: () => void;
}

function Pager({ page, rows, hasNext, isLoading, next, previous }: PagerProps) {
  const t = useKitWords();
  if (page === 0 && !hasNext)
    return <p className={`muted ${styles.foot}`}>{t('row-count', { count: rows.length })}</p>;
  return (
    <div className={styles.foot}>
      <span className="muted">{t('page-number', { page: page + 1 })}</span>
      <div className={styles.pager}>
        <Button disabled={page === 0} onClick={previous}>
          {t('previous-page')}
        </Button>
        <Button disabled={!hasNext} loading={isLoading} onClick={() => void next()}>
          {t('next-page')}
        </Button>
      </div>
    </div>
  );
}
