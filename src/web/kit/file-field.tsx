import styles from './file-field.module.css';
import { useKitWords } from './words.ts';

interface FileFieldProps {
  readonly id: string;
  readonly file: File | undefined;
  readonly onChange: (file: File | undefined) => void;
}

/** A file to choose. The browser's own field says "Choose file" by the browser's language, not the reader's. */
export function FileField({ id, file, onChange }: FileFieldProps) {
  const t = useKitWords();
  return (
    <label className={styles.place}>
      <input id={id} type="file" className="unseen" onChange={(event) => onChange(event.target.files?.[0])} />
      <span className={styles.face}>{t('file-choose')}</span>
      <span className={file === undefined ? 'muted' : ''}>{file?.name ?? t('file-none')}</span>
    </label>
  );
}
