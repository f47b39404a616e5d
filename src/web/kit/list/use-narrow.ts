import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 767px)');

const watch = (listener: () => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/** Whether this is a phone's width. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => narrow.matches);
