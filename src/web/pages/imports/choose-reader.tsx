import type { ReactNode } from 'react';
import { useText } from '../../kit/words/language.ts';
import styles from './imports.module.css';
import { byOf, type Candidate, type InspectionView } from './inspection.ts';
import { useImportWords } from './words.ts';

interface ChooseReaderProps {
  readonly it: InspectionView;
  readonly by: string;
  readonly onChoose: (by: string) => void;
}

/** Presets and saved mappings that read the file, with why, those that nearly do, and mapping by hand. */
export function ChooseReader({ it, by, onChoose }: ChooseReaderProps) {
  const t = useImportWords();
  const chosen = by === '' ? (it.chosen === null ? '' : byOf(it.chosen)) : by;
  const fitting = it.candidates.filter(({ fits }) => fits);
  return (
    <fieldset className={styles.choices}>
      <legend>{fitting.length > 0 ? t('which') : t('none-fits')}</legend>
      {fitting.map((candidate) => (
        <Choice key={byOf(candidate)} value={byOf(candidate)} chosen={chosen} onChoose={onChoose}>
          <About candidate={candidate} rows={it.rows.length} />
        </Choice>
      ))}
      <Choice value="hand" chosen={chosen} onChoose={onChoose}>
        <strong>{t('by-hand')}</strong> <span className="muted">{t('by-hand-hint')}</span>
      </Choice>
      <Nearly candidates={it.candidates.filter(({ fits }) => !fits)} />
    </fieldset>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly chosen: string;
  readonly onChoose: (by: string) => void;
  readonly children: ReactNode;
}

function Choice({ value, chosen, onChoose, children }: ChoiceProps) {
  return (
    <label>
      <input
        type="radio"
        name="reader"
        value={value}
        checked={chosen === value}
        onChange={() => onChoose(value)}
      />
      <span>{children}</span>
    </label>
  );
}

function About({ candidate, rows }: { readonly candidate: Candidate; readonly rows: number }) {
  const t = useImportWords();
  const say = useText();
  const found = candidate.uses.filter(({ place }) => place >= 0).length;
  return (
    <>
      <strong>{say(candidate.label)}</strong>{' '}
      {candidate.kind === 'mapping' && <span className="muted">{t('own-mapping')} · </span>}
      <span className="muted">{t('why-fits', { read: candidate.rows_read, rows, found })}</span>
    </>
  );
}

/** What a file would have to have: the wrong export is soon told from the right one. */
function Nearly({ candidates }: { readonly candidates: readonly Candidate[] }) {
  const t = useImportWords();
  const say = useText();
  if (candidates.length === 0) return null;
  return (
    <details>
      <summary>{t('nearly')}</summary>
      {candidates.map(({ kind, name, label, missing }) => (
        <p key={`${kind} ${name}`} className="muted">
          {say(label)}: {missing.map(({ message }) => say(message)).join(' ')}
        </p>
      ))}
    </details>
  );
}
