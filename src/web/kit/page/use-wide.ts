import { useSyncExternalStore } from 'react';

/** 208 of navigation and 380 of help leave a page what it has on a screen of 1280 without them, nearly. */
const wide = matchMedia('(min-width: 1600px)');

const watch = (listener: () => void) => {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
};

/** Whether there is room for the help beside the page. */
export const useWide = (): boolean => useSyncExternalStore(watch, () => wide.matches);
