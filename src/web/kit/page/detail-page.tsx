import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useKitWords } from '../words.ts';
import styles from './page.module.css';
import { PageHeader } from './page-header.tsx';

interface DetailPageProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly help?: ReactNode;
  /** Address of the list this one is of. */
  readonly list?: string;
  readonly children: ReactNode;
  /** What stands beside, or below on a narrow screen. */
  readonly aside?: ReactNode;
}

/** One thing: a way back to its list, what it is, what stands beside it. */
export function DetailPage({ list, children, aside, ...header }: DetailPageProps) {
  const t = useKitWords();
  return (
    <>
      {list && <Link to={list}>← {t('back-to-list')}</Link>}
      <PageHeader {...header} />
      {aside ? (
        <div className={styles.columns}>
          <div className={styles.stack}>{children}</div>
          <div className={styles.stack}>{aside}</div>
        </div>
      ) : (
        <div className={styles.stack}>{children}</div>
      )}
    </>
  );
}
