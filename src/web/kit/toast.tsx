import { useSyncExternalStore } from 'react';
import { problemOf } from '../client/problem.ts';
import { watched } from '../client/watchers.ts';
import styles from './toast.module.css';
import { textIn, useLanguage } from './words/language.ts';

interface Toast {
  readonly id: number;
  readonly text: { readonly zh: string; readonly en: string };
  readonly isError: boolean;
}

const toasts = watched<readonly Toast[]>([]);
let made = 0;

function show(text: Toast['text'], isError: boolean): void {
  const id = ++made;
  toasts.set([...toasts.get(), { id, text, isError }]);
  // Long enough to read twice; a failure longer.
  setTimeout(() => toasts.set(toasts.get().filter((it) => it.id !== id)), isError ? 9000 : 4000);
}

/** Says that something was done. */
export const tellDone = (text: string): void => show({ zh: text, en: text }, false);

/** Says what did not go as it should and needs nobody to act, in both languages. */
export const tellQuietly = (text: Toast['text']): void => show(text, false);

/** Says why something was not done: for actions whose place on screen has no room for a ProblemView. */
export const tellProblem = (error: unknown): void => show(problemOf(error).message, true);

/** Where they appear; once, in the layout. Heard by screen readers as they come. */
export function Toasts() {
  const shown = useSyncExternalStore(toasts.watch, toasts.get);
  const language = useLanguage();
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map((it) => (
        <div key={it.id} className={it.isError ? styles.error : styles.done}>
          {textIn(it.text, language)}
        </div>
      ))}
    </div>
  );
}
