import type { ReactNode } from 'react';
import mark from '../../mark.svg';
import { LanguageMenu, ThemeMenu } from '../switches.tsx';
import styles from './front.module.css';

interface FrontPageProps {
  readonly title: string;
  readonly subtitle?: string;
  readonly children: ReactNode;
}

/** A page before anybody is signed in: one card, and the switches of language and theme. */
export function FrontPage({ title, subtitle, children }: FrontPageProps) {
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <div className={styles.brand}>
          <img src={mark} alt="" />
          <h1>{title}</h1>
          {subtitle && <p className="muted">{subtitle}</p>}
        </div>
        <div className="card">{children}</div>
        <div className={styles.switches}>
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </div>
    </main>
  );
}
