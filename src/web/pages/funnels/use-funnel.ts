import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useDays } from '../../kit/days-choice.tsx';
import { useEventNames } from '../../kit/events/use-event-names.ts';
import { useView } from '../../kit/list/view.ts';
import { attempts, oneOf, orders, stepsIn, suggestedSteps, trends, viewDefaults } from './funnel-view.ts';

export type FunnelAnswer = Answer<'/api/shops/{shop}/analytics/funnel'>;

export type FunnelView = ReturnType<typeof useFunnel>;

/** The view in the address bar, what it asks, and the answer. Without steps of its own it asks for the usual ones. */
export function useFunnel() {
  const { slug: shop } = useShop();
  const [view, change] = useView(viewDefaults);
  const names = useEventNames(view.days);
  const steps = view.steps || suggestedSteps(names.data?.names.map((it) => it.name) ?? []);
  const order = oneOf(orders, view.order, 'ordered');
  const question = {
    ...useDays(view.days),
    ...{ steps, window: view.window, order, attempt: oneOf(attempts, view.attempt, 'furthest') },
    ...(view.exclude !== '' && { exclude: view.exclude }),
    ...(view.by !== '' && { by: view.by }),
  };
  const query = { ...question, trend: oneOf(trends, view.trend, 'day') };
  const enabled = stepsIn(steps).length >= 2;
  const answer = useAsk(
    '/api/shops/{shop}/analytics/funnel',
    { path: { shop }, query },
    { keep: true, enabled },
  );
  return { view, change, names, steps: stepsIn(steps), question, answer };
}
