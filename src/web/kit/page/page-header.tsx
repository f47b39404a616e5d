import type { ReactNode } from 'react';
import { HelpPanel } from './help-panel.tsx';
import styles from './page.module.css';

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** The page's help, in the merchant's words; a string has a paragraph a line. */
  readonly help?: ReactNode;
}

const paragraphs = (text: string): ReactNode => text.split('\n').map((it) => <p key={it}>{it}</p>);

/** Title, what can be done here, and the help of the page. */
export function PageHeader({ title, subtitle, actions, help }: PageHeaderProps) {
  return (
    <div className={styles.header}>
      <div className={styles.titles}>
        <h1>{title}</h1>
        {subtitle && <p>{subtitle}</p>}
      </div>
      <div className={styles.actions}>
        {actions}
        {help && <HelpPanel>{typeof help === 'string' ? paragraphs(help) : help}</HelpPanel>}
      </div>
    </div>
  );
}
