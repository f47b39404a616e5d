import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import styles from './page.module.css';

/** Help that stands beside the page, which makes room for it; outside the page's main part, where landmarks belong. */
export function HelpBeside({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.body.classList.add(styles.withHelp!);
    return () => document.body.classList.remove(styles.withHelp!);
  }, []);
  return createPortal(
    <aside className={styles.help} aria-label={label}>
      {children}
    </aside>,
    document.body,
  );
}
