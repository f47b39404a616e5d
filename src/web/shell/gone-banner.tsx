import { useSyncExternalStore } from 'react';
import { isGone } from '../client/connection.ts';
import styles from './shell.module.css';
import { useShellWords } from './words.ts';

/** While the server does not answer. It leaves by itself, and what is on screen is asked anew. */
export function GoneBanner() {
  const t = useShellWords();
  const gone = useSyncExternalStore(isGone.watch, isGone.get);
  return <div role="status">{gone && <div className={styles.banner}>{t('gone')}</div>}</div>;
}
