import { useCodeWords } from './code-words.ts';
import styles from './customers.module.css';

/** An RFM group: a full mark for important ones who come, an empty one for those who stay away, grey for the rest. */
export function GroupMark({ code }: { readonly code: string }) {
  const { group } = useCodeWords();
  const isImportant = code.startsWith('important');
  const isAway = code.endsWith('keep') || code.endsWith('win-back');
  const look = isImportant ? (isAway ? styles.lapsing : styles.important) : '';
  return <span className={`${styles.group} ${look}`}>{group(code)}</span>;
}
