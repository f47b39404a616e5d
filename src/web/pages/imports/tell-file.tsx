import { Field } from '../../kit/field.tsx';
import { formatBytes } from '../../kit/format/bytes.ts';
import styles from './imports.module.css';
import type { InspectionView, Wizard } from './inspection.ts';
import { useImportWords } from './words.ts';

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'windows-1252', 'big5', 'shift_jis'] as const;
const delimiters = [',', '\t', ';', '|'] as const;

interface TellFileProps {
  readonly it: InspectionView;
  readonly wizard: Wizard;
  readonly onChange: (change: Partial<Wizard>) => void;
}

/** What the file is, and the ways to say that it is something else. */
export function TellFile({ it, wizard, onChange }: TellFileProps) {
  const t = useImportWords();
  const found = (what: string | null) => t('found', { what: what ?? t('plain-ascii') });
  const isText = it.format === 'delimited' || it.format === 'blanks' || it.format === 'json-lines';
  return (
    <>
      <p className={styles.lead}>
        <strong>{it.upload.file_name}</strong>{' '}
        <span className="muted">
          {t(`format-${it.format}`)} · {formatBytes(it.upload.bytes)} ·{' '}
          {t('columns-found', { count: it.columns.length })}
          {!it.has_header && ` · ${t('no-header')}`}
        </span>
      </p>
      <div className={styles.row}>
        {isText && (
          <Field label={t('encoding')}>
            {(id) => (
              <select
                id={id}
                className={styles.select}
                value={wizard.encoding}
                onChange={(e) => onChange({ encoding: e.target.value })}
              >
                <option value="">{found(it.encoding)}</option>
                {encodings.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {(it.format === 'delimited' || wizard.delimiter !== '') && (
          <Field label={t('delimiter')}>
            {(id) => (
              <select
                id={id}
                className={styles.select}
                value={wizard.delimiter}
                onChange={(e) => onChange({ delimiter: e.target.value })}
              >
                <option value="">{found(it.delimiter === '\t' ? t('tab') : it.delimiter)}</option>
                {delimiters.map((sign) => (
                  <option key={sign} value={sign}>
                    {sign === '\t' ? t('tab') : sign}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {it.format === 'xlsx' && (
          <Field label={t('sheet')}>
            {(id) => (
              <input
                id={id}
                className={styles.select}
                value={wizard.sheet}
                placeholder="1"
                onChange={(e) => onChange({ sheet: e.target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </>
  );
}
