import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../dialog.tsx';
import { useKitWords } from '../words.ts';
import styles from './page.module.css';

/** The button and the panel of a page's help. */
export function HelpPanel({ children }: { readonly children: ReactNode }) {
  const t = useKitWords();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('help')}</Button>
      <Dialog isOpen={isOpen} onClose={close} className={styles.help} label={t('help')}>
        <header>
          <h2>{t('help')}</h2>
          <Button onClick={close}>{t('close')}</Button>
        </header>
        {children}
      </Dialog>
    </>
  );
}
