import type { View } from '../../kit/list/view.ts';

/** What the address says of the page; what it does not say is usual. `subject`: '', `category:NAME` or `product:NUMBER`. */
export const viewDefaults = {
  ...{ tab: 'series', subject: '', by: 'day', horizon: '', as_of: '', campaign_days: '' },
  ...{ lead_days: '7', review_days: '7', service: '0.95', limit: '50' },
};

export type ForecastView = View<keyof typeof viewDefaults>;

export const horizons = { day: ['14', '28', '56'], week: ['4', '8', '13', '26'] } as const;

export const byOf = ({ by }: ForecastView): 'day' | 'week' => (by === 'week' ? 'week' : 'day');

/** Planned days of the address; Chinese commas and blanks between them too. */
export const campaignDaysOf = ({ campaign_days }: Pick<ForecastView, 'campaign_days'>): string[] =>
  campaign_days.split(/[,，\s]+/).filter((it) => it !== '');

function common(view: ForecastView) {
  const days = campaignDaysOf(view);
  return {
    ...(view.as_of !== '' && { as_of: view.as_of }),
    ...(days.length > 0 && { campaign_days: days.join(',') }),
  };
}

export function forecastQuery(view: ForecastView) {
  const [kind, ...rest] = view.subject.split(':');
  const name = rest.join(':');
  return {
    ...common(view),
    ...{ by: byOf(view), horizon: Number(view.horizon) || (byOf(view) === 'week' ? 8 : 28) },
    ...(kind === 'category' && { category: name }),
    ...(kind === 'product' && { product: Number(name) }),
  };
}

export const reorderQuery = (view: ForecastView) => ({
  ...common(view),
  ...{ lead_days: Number(view.lead_days) || 0, review_days: Number(view.review_days) || 7 },
  ...{ service: Number(view.service) || 0.95, limit: Number(view.limit) || 50 },
});
