import type { DryRunView } from '../../../contract/uploads.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { ForeignMoney } from './foreign-money.tsx';
import { ImportCounts } from './import-counts.tsx';
import styles from './imports.module.css';
import { LeftOut } from './left-out.tsx';
import { useRejectColumns } from './rejects.tsx';
import { useImportWords } from './words.ts';

interface DryRunResultProps {
  readonly result: DryRunView;
  /** Currencies of which the page has spoken already. */
  readonly told: readonly string[];
}

/** What a dry run found: figures first, then the rows that could not be used. */
export function DryRunResult({ result, told }: DryRunResultProps) {
  const t = useImportWords();
  const columns = useRejectColumns();
  return (
    <div className={styles.told} role="status">
      <h3>{result.rejected === 0 ? t('dry-fine') : t('dry-rejects', { count: result.rejected })}</h3>
      <ImportCounts counts={result} isDry />
      <ForeignMoney currencies={Object.keys(result.amount_minor).filter((it) => !told.includes(it))} />
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
