import { useEffect } from 'react';
import { useShop } from '../../../client/me.ts';
import { CopyButton } from '../../../kit/copy-button.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { Later } from '../../../kit/later.tsx';
import { useNarrow } from '../../../kit/list/use-narrow.ts';
import { DetailPage } from '../../../kit/page/detail-page.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { Skeleton } from '../../../kit/state/skeleton.tsx';
import type { OpenedPage } from '../../../shell/page-entry.ts';
import { useCustomerWords } from '../words.ts';
import { Activity } from './activity.tsx';
import { askCustomerAhead } from './ask-customer-ahead.ts';
import { ConsentsSection } from './consents.tsx';
import { Contacts } from './contacts.tsx';
import { Erase } from './erase.tsx';
import { Expected } from './expected.tsx';
import { FiguresSection } from './figures-section.tsx';
import { Identities } from './identities.tsx';
import { InterestsSection } from './interests.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { Messages } from './messages.tsx';
import { ModelScores } from './model-scores.tsx';
import { Plus } from './plus.tsx';
import { Points } from './points.tsx';
import { Recommended } from './recommended.tsx';
import { Tags } from './tags.tsx';
import { Tier } from './tier.tsx';
import { Traits } from './traits.tsx';
import { type Customer, useCard, useCustomer } from './use-customer.ts';

export const ask = ({ shop, part }: OpenedPage) => askCustomerAhead(shop, Number(part.customer));

/** The 360 page: everything known of one customer, and what can be done about it. */
export default function CustomerPage() {
  const card = useCard();
  const { shop, path } = useCustomer();
  // Opened as the first page of all nobody has asked on the way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another customer is another question, nothing else is
  useEffect(() => askCustomerAhead(shop, path.customer), [path.customer]);
  return <QueryState query={card}>{(customer) => <Page customer={customer} />}</QueryState>;
}

function Page({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const shop = useShop();
  // On a phone who they are comes before the long timeline.
  const narrow = useNarrow();
  const figures = shop.may('orders:read') && <FiguresSection customer={customer} />;
  const beside = (
    <>
      <Traits customer={customer} />
      <Tags customer={customer} />
      <Later>
        {shop.may('recommendations:read') && <Recommended />}
        {shop.may('compliance:read') && <ConsentsSection />}
        {shop.may('compliance:read') && <Contacts />}
        {shop.may('messages:read') && <Messages />}
        <Identities customer={customer} />
      </Later>
    </>
  );
  return (
    <DetailPage
      list={`/shops/${shop.slug}/customers`}
      title={nameOf(customer) ?? t('number', { id: customer.customer_id })}
      subtitle={<Subtitle customer={customer} />}
      actions={
        <>
          {shop.may('customers:merge') && <MergeDialog customer={customer} />}
          {shop.may('compliance:write') && <Erase />}
        </>
      }
      help={t('help-one')}
      {...(!narrow && { aside: beside })}
    >
      {figures}
      {/* What they did comes first: it is known of everybody, and is what one looks for. */}
      <Later place={<Skeleton lines={8} />}>
        {shop.may('analytics:read') && <ModelScores />}
        {shop.may('analytics:read') && <Expected />}
        {shop.may('tiers:read') && <Tier />}
        {shop.may('plus:read') && <Plus />}
        {shop.may('points:read') && <Points />}
        {shop.may('analytics:read') && (
          <Later>
            <InterestsSection />
          </Later>
        )}
      </Later>
      {narrow && beside}
      <Activity customer={customer} />
    </DetailPage>
  );
}

/** A name that was told, else the account that says most: what the list calls them. */
function nameOf({ traits, identities }: Customer): string | undefined {
  const told = ['name', 'nickname'].flatMap(
    (name) => traits.find((it) => it.name === name && !it.hidden) ?? [],
  );
  const value = told[0]?.value ?? identities.find((it) => !it.quarantined)?.value;
  return value === undefined ? undefined : String(value);
}

function Subtitle({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const { flags, person_ids: persons } = customer;
  const marks = [
    ...(flags.minor === true ? [t('flag-minor')] : []),
    ...(flags.restricted ? [t('flag-restricted')] : []),
    ...(flags.sensitive ? [t('flag-sensitive')] : []),
  ];
  return (
    <>
      {t('number', { id: customer.customer_id })} <CopyButton text={String(customer.customer_id)} />
      {persons.length > 1 && ` · ${t('persons', { count: persons.length })}`} · {t('column-first-seen')}{' '}
      <Instant at={customer.first_seen_at} /> · {t('column-last-seen')} <Instant at={customer.last_seen_at} />
      {marks.length > 0 && ` · ${marks.join(' · ')}`}
    </>
  );
}
