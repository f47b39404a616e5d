import { Button } from 'antd';
import { type RefObject, useEffect } from 'react';
import { useBlocker } from 'react-router';
import styles from './confirm.module.css';
import { Dialog } from './dialog.tsx';
import { useKitWords } from './words.ts';

interface AskBeforeLeavingProps {
  /** Whether there is work that leaving would lose. A ref: what saves it turns it off and goes on in one breath. */
  readonly unsaved: RefObject<boolean>;
}

/** Asks before unsaved work is left: by links and the back button in our words, by closing the tab in the browser's. */
export function AskBeforeLeaving({ unsaved }: AskBeforeLeavingProps) {
  const t = useKitWords();
  const { state, proceed, reset } = useBlocker(() => unsaved.current);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => unsaved.current && event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
  const stay = () => reset?.();
  return (
    <Dialog isOpen={state === 'blocked'} onClose={stay} className={styles.dialog} label={t('leave-title')}>
      <h2>{t('leave-title')}</h2>
      <div className={styles.body}>
        <p>{t('leave-unsaved')}</p>
      </div>
      <div className={styles.buttons}>
        <Button type="primary" onClick={stay}>
          {t('leave-stay')}
        </Button>
        <Button danger onClick={() => proceed?.()}>
          {t('leave-go')}
        </Button>
      </div>
    </Dialog>
  );
}
