import { Button } from 'antd';
import styles from './me.module.css';
import { useMeWords } from './words.ts';

interface BackupCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

export function BackupCodes({ codes, onKept }: BackupCodesProps) {
  const t = useMeWords();
  return (
    <div className={styles.scan}>
      <h3>{t('backup-codes')}</h3>
      <p>{t('backup-codes-hint')}</p>
      <ul className={styles.codes}>
        {codes.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
      <Button type="primary" onClick={onKept}>
        {t('i-kept-them')}
      </Button>
    </div>
  );
}
