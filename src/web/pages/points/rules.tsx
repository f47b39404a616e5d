import { deedName } from '../../../contract/deeds.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';
import { Facts } from '../../kit/facts.tsx';
import { Day, Money, Num } from '../../kit/figures.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useTiers } from '../../kit/use-tiers.ts';
import { useText } from '../../kit/words/language.ts';
import { ChangeRules } from './change-rules.tsx';
import { FormerRules } from './former-rules.tsx';
import { type RateRow, ratesOf } from './rate-rows.ts';
import { rulesPath, type Version } from './rules-version.ts';
import { useSayDay } from './say-day.ts';
import { usePointsWords } from './words.ts';

/** The newest version of the rules, in words. */
export function Rules({ mayChange }: { readonly mayChange: boolean }) {
  const t = usePointsWords();
  const shop = useShop();
  const rules = useAsk(rulesPath, { path: { shop: shop.slug } }, { fresh: 0 });
  const newest = rules.data?.versions[0];
  return (
    <Section
      title={t('rules')}
      extra={mayChange && rules.data && <ChangeRules key={newest?.version ?? 0} newest={newest} />}
    >
      <QueryState query={rules}>
        {() =>
          newest === undefined ? (
            <Empty title={t('no-rules')} hint={t('no-rules-hint')} />
          ) : (
            <>
              <Standing it={newest} />
              {mayChange && <FormerRules versions={rules.data?.versions ?? []} />}
            </>
          )
        }
      </QueryState>
    </Section>
  );
}

function Standing({ it }: { readonly it: Version }) {
  const t = usePointsWords();
  const say = useText();
  const { rules } = it;
  const { order } = rules;
  const sayDay = useSayDay();
  const rates = ratesOf(rules);
  const { nameOf } = useTiers();
  const said = (rows: readonly string[]) => rows.join(' · ') || t('none');
  const percents = (rows: readonly RateRow[]) => said(rows.map(({ of, percent }) => `${of} ${percent}%`));
  return (
    <Facts
      facts={[
        [t('version'), <Made key="version" it={it} />],
        [
          t('rate'),
          <span key="rate">
            {t('rate-of', { count: order.points })} <Money value={order.per_minor} />
          </span>,
        ],
        [t('items'), percents(rates.items)],
        [t('tiers'), percents(rates.tiers.map((row) => ({ ...row, of: nameOf(row.of) })))],
        [t('days-rates'), percents(rates.days.map((row) => ({ ...row, of: sayDay(row.of) })))],
        [t('deeds'), said(rules.deeds.map(({ deed, points }) => `${say(deedName(deed))} +${points}`))],
        [t('most-per-day'), <Most key="most" value={order.most_per_day} />],
        [t('budget'), <Most key="budget" value={rules.budget} />],
        [t('pending'), t('pending-of', { count: rules.return_days, transit: rules.transit_days })],
        [t('expiry'), <Expiry key="expiry" it={rules.expiry} />],
        [t('shortfall'), t(`shortfall-${rules.shortfall}`)],
        [t('approval'), <Num key="approval" value={rules.approval_above} />],
        [t('value'), <Money key="value" value={rules.value_minor} />],
      ]}
    />
  );
}

function Made({ it }: { readonly it: Version }) {
  const t = usePointsWords();
  return (
    <>
      {it.version} · {t('from')} <Day day={it.starts_on} /> · <Actor by={it.made_by} name={it.made_by_name} />
    </>
  );
}

function Most({ value }: { readonly value: number | null }) {
  const t = usePointsWords();
  return value === null ? t('unbounded') : <Num value={value} />;
}

function Expiry({ it }: { readonly it: Version['rules']['expiry'] }) {
  const t = usePointsWords();
  if (it.kind === 'never') return t('expiry-never');
  if (it.kind === 'days') return t('expiry-days', { count: it.days });
  return it.years === 0 ? t('expiry-this-year-end') : t('expiry-year-end', { count: it.years });
}
