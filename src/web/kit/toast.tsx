import { useSyncExternalStore } from 'react';
import { problemOf } from '../client/problem.ts';
import { watched } from '../client/watchers.ts';
import styles from './toast.module.css';
import { textIn, useLanguage } from './words/language.ts';

interface Toast {
  readonly id: number;
  readonly text: { readonly zh: string; readonly en: string };
  readonly isError: boolean;
  /** What can be done about it while it is said. */
  readonly action?: ToastAction;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const toasts = watched<readonly Toast[]>([]);
let made = 0;

function show(text: Toast['text'], isError: boolean): void {
  // Long enough to read twice; a failure longer.
  setTimeout(put({ text, isError }), isError ? 9000 : 4000);
}

/** Shows it; answers how to take it away. */
function put(toast: Omit<Toast, 'id'>): () => void {
  const id = ++made;
  toasts.set([...toasts.get(), { id, ...toast }]);
  return () => toasts.set(toasts.get().filter((it) => it.id !== id));
}

/** Says what is done and how to take it back; answers how to stop saying it. */
export const tellWith = (text: string, action: ToastAction): (() => void) =>
  put({ text: { zh: text, en: text }, isError: false, action });

/** Long enough to see what was done, and to reach for the button. */
export const UNDO_MS = 10_000;

/** Says that something was done, and for ten seconds how to take it back. */
export function tellUndo(text: string, { label, run }: ToastAction): void {
  const hide = tellWith(text, {
    label,
    run: () => {
      hide();
      run();
    },
  });
  setTimeout(hide, UNDO_MS);
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
          {it.action && (
            <button type="button" className={styles.action} onClick={it.action.run}>
              {it.action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
