import { type ReactNode, useEffect, useMemo } from 'react';
import { useAsk } from '../../client/ask.ts';
import type { Me } from '../../client/me.ts';
import { keepFor, takeOver } from './personal.ts';
import { DeskContext } from './use-setting.ts';

interface DeskOfProps {
  readonly me: Me;
  /** Where the frame stands; without a shop nothing is kept. */
  readonly shop: string | undefined;
  readonly children: ReactNode;
}

/** Gives the pages within the settings of who is signed in. */
export function DeskOf({ me, shop, children }: DeskOfProps) {
  const path = { shop: shop ?? '' };
  const desk = useAsk('/api/shops/{shop}/desk', { path }, { enabled: shop !== undefined }).data;
  useEffect(() => keepFor(me), [me]);
  useEffect(() => {
    if (shop !== undefined && desk !== undefined) takeOver(shop, desk.settings);
  }, [shop, desk]);
  const value = useMemo(
    () => (shop === undefined ? undefined : { shop, hasCome: desk !== undefined }),
    [shop, desk],
  );
  return <DeskContext value={value}>{children}</DeskContext>;
}
