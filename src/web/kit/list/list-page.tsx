import type { ReactNode } from 'react';
import { PageHeader } from '../page/page-header.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { DataList } from './data-list.tsx';
import styles from './list.module.css';
import type { DataListProps } from './list-props.ts';
import { useColumns } from './use-columns.ts';
import { usePageSize } from './use-page-size.ts';

interface ListPageProps<Row> extends Omit<DataListProps<Row>, 'label'> {
  /** The reader's columns and length of a page are kept by it. */
  readonly name: string;
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly help?: ReactNode;
  /** Controls that change the view in the address bar (`useView`). */
  readonly filters?: ReactNode;
}

/** A page that is a list: what it is, its filters, its columns, its rows. `sort: ''` of `onSort` is the default order. */
export function ListPage<Row>({
  name,
  title,
  subtitle,
  actions,
  help,
  filters,
  ...list
}: ListPageProps<Row>) {
  const { shown, keys, choose, onWidth, forgetWidths } = useColumns(name, list.columns);
  const sizing = usePageSize(name);
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} actions={actions} help={help} />
      <div className={styles.filters}>
        {filters}
        <ColumnChooser columns={list.columns} keys={keys} onChoose={choose} onReset={forgetWidths} />
      </div>
      <DataList {...list} {...sizing} label={title} columns={shown} onWidth={onWidth} />
    </>
  );
}
