import type { DryRunView } from '../../../contract/uploads.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { ImportCounts } from './import-counts.tsx';
import styles from './imports.module.css';
import { LeftOut } from './left-out.tsx';
import { useRejectColumns } from './rejects.tsx';
import { useImportWords } from './words.ts';

/** What a dry run found: figures first, then the rows that could not be used. */
export function DryRunResult({ result }: { readonly result: DryRunView }) {
  const t = useImportWords();
  const columns = useRejectColumns();
  return (
    <div className={styles.told} role="status">
      <h3>{result.rejected === 0 ? t('dry-fine') : t('dry-rejects', { count: result.rejected })}</h3>
      <ImportCounts counts={result} isDry />
      <LeftOut told={result} />
      {result.rejects.length > 0 && (
        <PlainList
          label={t('rejects')}
          columns={columns}
          rows={result.rejects}
          rowKey={(it) => `${it.line} ${it.column} ${it.code}`}
          empty={{ title: t('no-rejects') }}
        />
      )}
    </div>
  );
}
