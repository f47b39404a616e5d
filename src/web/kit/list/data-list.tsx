import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Empty } from '../state/empty.tsx';
import { QueryState } from '../state/query-state.tsx';
import { Skeleton } from '../state/skeleton.tsx';
import { useKitWords } from '../words.ts';
import styles from './list.module.css';
import type { DataListProps } from './list-props.ts';
import { PageSize } from './page-size.tsx';
import { pageSizes } from './page-sizes.ts';
import { Rows } from './rows.tsx';
import { useNarrow } from './use-narrow.ts';
import { usePages } from './use-pages.ts';

/** Rows of the server with its sorting and its cursors. */
export function DataList<Row>(props: DataListProps<Row>) {
  const { empty, size, onSize } = props;
  const pages = usePages(props);
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
          <Body
            {...props}
            rows={pages.rows}
            isFormer={pages.isFormer}
            list={pages.list}
            selected={selected}
            onSelect={setSelected}
          />
          <Pager {...pages} {...(onSize && { size, onSize })} />
        </>
      )}
    </QueryState>
  );
}

interface BodyProps<Row> extends DataListProps<Row> {
  readonly rows: readonly Row[];
  readonly selected: readonly Row[];
  readonly onSelect: (rows: readonly Row[]) => void;
  readonly isFormer: boolean;
  readonly list: number;
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
      <Button type="text" onClick={onClear}>
        {t('select-none')}
      </Button>
    </div>
  );
}

interface PagerProps {
  readonly page: number;
  readonly rows: readonly unknown[];
  readonly hasNext: boolean;
  readonly isFormer: boolean;
  readonly isWaiting: boolean;
  readonly next: () => Promise<void>;
  readonly previous: () => void;
  readonly size?: number | undefined;
  readonly onSize?: (size: number) => void;
}

function Pager({ page, rows, hasNext, next, previous, size, onSize, ...state }: PagerProps) {
  const t = useKitWords();
  const isWhole = page === 0 && !hasNext;
  const sizing = onSize && (!isWhole || size !== pageSizes[0]) && <PageSize size={size} onSize={onSize} />;
  if (isWhole)
    return (
      <div className={`muted ${styles.foot}`}>
        {t('row-count', { count: rows.length })}
        {sizing}
      </div>
    );
  return (
    <div className={styles.foot}>
      <span className="muted">{t('page-number', { page: page + 1 })}</span>
      <div className={styles.pager}>
        {sizing}
        <Button disabled={page === 0 || state.isFormer} onClick={previous}>
          {t('previous-page')}
        </Button>
        <Button disabled={!hasNext || state.isFormer} loading={state.isWaiting} onClick={() => void next()}>
          {t('next-page')}
        </Button>
      </div>
    </div>
  );
}
