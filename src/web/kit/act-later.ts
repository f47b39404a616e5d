import { useSyncExternalStore } from 'react';
import { watched } from '../client/watchers.ts';
import { tellProblem, tellWith, UNDO_MS } from './toast.tsx';

/** Keys of what is as good as gone: lists leave them out. */
const waiting = watched<readonly string[]>([]);

export const useWaiting = (): readonly string[] => useSyncExternalStore(waiting.watch, waiting.get);

interface LaterAct {
  /** Of what is acted on, such as `chart:7`. */
  readonly key: string;
  /** What is said, and the word on the button that takes it back. */
  readonly done: string;
  readonly undo: string;
  readonly act: () => Promise<unknown>;
}

const due = new Set<() => void>();

/**
 * Does it in ten seconds, or when the page is left, unless the reader takes it back: what is undone was never done, so
 * that nothing of it is lost. A failure is said, and what it was about is there again.
 */
export function actLater({ key, done, undo, act }: LaterAct): void {
  waiting.set([...waiting.get(), key]);
  const free = () => waiting.set(waiting.get().filter((it) => it !== key));
  const end = () => {
    clearTimeout(timer);
    due.delete(run);
    hide();
  };
  const run = () => {
    end();
    void act().catch(tellProblem).finally(free);
  };
  const timer = setTimeout(run, UNDO_MS);
  due.add(run);
  const hide = tellWith(done, {
    label: undo,
    run: () => {
      end();
      free();
    },
  });
}

addEventListener('pagehide', () => {
  for (const run of due) run();
});
