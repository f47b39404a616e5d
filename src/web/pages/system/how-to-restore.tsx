import type { BackupsView } from '../../../contract/system.ts';
import styles from './system.module.css';
import { useSystemWords } from './words.ts';

/** The commands that bring a backup back, with the newest whole one in them. */
export function HowToRestore({ it: { folder, backups } }: { readonly it: BackupsView }) {
  const t = useSystemWords();
  const newest = backups.find(({ state }) => state === 'done');
  if (newest === undefined) return null;
  return (
    <details className={styles.restore}>
      <summary>{t('restore')}</summary>
      <p>{t('restore-hint')}</p>
      <pre>{`export SHUKE_DATA=/var/lib/shuke-new
mkdir -m 711 $SHUKE_DATA
install -m 600 master.key $SHUKE_DATA/master.key
shuke restore ${folder}/${newest.backup}
shuke serve`}</pre>
    </details>
  );
}
