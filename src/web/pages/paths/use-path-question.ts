import type { Answer } from '../../client/ask.ts';
import { useDays } from '../../kit/days-choice.tsx';
import { depths, oneOf, tops } from './path-view.ts';
import type { TabProps } from './tab-props.ts';

export type PathAnswer = Answer<'/api/shops/{shop}/analytics/paths'>;

/** The question of the view: paths onwards from an event, or to it. */
export function usePathQuestion(view: TabProps['view'], event: string) {
  const days = useDays(view.days);
  return {
    ...days,
    ...(view.direction === 'backward' ? { to_event: event } : { from_event: event }),
    depth: Number(oneOf(depths, view.depth, '4')),
    top: Number(oneOf(tops, view.top, '6')),
    loops: view.loops === 'keep' ? ('keep' as const) : ('fold' as const),
    pages: view.pages === 'together' ? ('together' as const) : ('group' as const),
  };
}

export type PathQuestion = ReturnType<typeof usePathQuestion>;
