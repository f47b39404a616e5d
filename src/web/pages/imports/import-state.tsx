import type { ImportState as State } from '../../../contract/imports.ts';
import styles from './imports.module.css';
import { useImportWords } from './words.ts';

const looks: Readonly<Record<State, string | undefined>> = {
  running: styles.busy,
  undoing: styles.busy,
  interrupted: styles.waits,
  failed: styles.failed,
  done: styles.done,
  undone: styles.over,
};

/** The state of an import in words, with a dot of its colour. */
export function ImportState({ state }: { readonly state: State }) {
  const t = useImportWords();
  return <span className={looks[state]}>{t(`state-${state}`)}</span>;
}
