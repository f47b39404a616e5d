import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../dialog.tsx';
import { useSetting } from '../settings/use-setting.ts';
import { useShortcut } from '../use-shortcut.ts';
import { useKitWords } from '../words.ts';
import { HelpBeside } from './help-beside.tsx';
import styles from './page.module.css';
import { useWide } from './use-wide.ts';

/** The button and the panel of a page's help. On a wide screen it stands beside the pages until it is closed, and is remembered. */
export function HelpPanel({ children }: { readonly children: ReactNode }) {
  const t = useKitWords();
  const wide = useWide();
  const [kept, keep] = useSetting('help');
  const [isOver, setOver] = useState(false);
  const isBeside = wide && kept === 'open';
  const close = () => (wide ? keep('closed') : setOver(false));
  const open = () => (wide ? keep(isBeside ? 'closed' : 'open') : setOver(true));
  useShortcut('?', open);
  const content = (
    <>
      <header>
        <h2>{t('help')}</h2>
        <Button onClick={close}>{t('close')}</Button>
      </header>
      {children}
    </>
  );
  return (
    <>
      <Button {...(wide && { 'aria-expanded': isBeside })} onClick={open} title={t('help-key')}>
        {t('help')}
      </Button>
      {isBeside && <HelpBeside label={t('help')}>{content}</HelpBeside>}
      <Dialog isOpen={!wide && isOver} onClose={close} className={styles.help} label={t('help')}>
        {content}
      </Dialog>
    </>
  );
}
