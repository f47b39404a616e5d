import { Tour } from '../../kit/tour.tsx';
import { useOverviewWords } from './words.ts';

/** A minute for whoever is here for the first time. */
export function OverviewTour() {
  const t = useOverviewWords();
  const steps = [
    {
      at: 'navigation',
      title: t('tour-navigation'),
      text: t('tour-navigation-text'),
      beside: 'right' as const,
    },
    { at: 'range', title: t('tour-range'), text: t('tour-range-text') },
    { at: 'figures', title: t('tour-figures'), text: t('tour-figures-text') },
    { at: 'worklist', title: t('tour-worklist'), text: t('tour-worklist-text') },
    { at: 'people', title: t('tour-people'), text: t('tour-people-text') },
  ];
  return <Tour name="overview" invitation={t('tour-invitation')} steps={steps} />;
}
