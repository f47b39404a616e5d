import { watched } from './watchers.ts';

/** Whether the last request found the server. */
export const isGone = watched(false);

/** Whether the server said that nobody is signed in. */
export const isSignedOut = watched(false);

let isAsking = false;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks until the server answers, every two seconds: a restart takes about three. */
async function askUntilBack(): Promise<void> {
  for (;;) {
    await pause(2000);
    const answer = await fetch('/ready', { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok) break;
  }
  isAsking = false;
  isGone.set(false);
}

/** Notes that the server did not answer, and waits for it beside everything else. */
export function noteGone(): void {
  isGone.set(true);
  if (isAsking) return;
  isAsking = true;
  void askUntilBack();
}
