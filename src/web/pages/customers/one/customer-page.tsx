import { useShop } from '../../../client/me.ts';
import { Instant } from '../../../kit/figures.tsx';
import { useNarrow } from '../../../kit/list/use-narrow.ts';
import { DetailPage } from '../../../kit/page/detail-page.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useCustomerWords } from '../words.ts';
import { Activity } from './activity.tsx';
import { ConsentsSection } from './consents.tsx';
import { Contacts } from './contacts.tsx';
import { FiguresSection } from './figures-section.tsx';
import { Identities } from './identities.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { Tags } from './tags.tsx';
import { Traits } from './traits.tsx';
import { type Customer, useCard } from './use-customer.ts';

/** The 360 page: everything known of one customer, and what can be done about it. */
export default function CustomerPage() {
  const card = useCard();
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
      {shop.may('compliance:read') && <ConsentsSection />}
      {shop.may('compliance:read') && <Contacts />}
      <Identities customer={customer} />
    </>
  );
  return (
    <DetailPage
      list={`/shops/${shop.slug}/customers`}
      title={nameOf(customer) ?? t('number', { id: customer.customer_id })}
      subtitle={<Subtitle customer={customer} />}
      actions={shop.may('customers:merge') && <MergeDialog customer={customer} />}
      help={t('help-one')}
      {...(!narrow && { aside: beside })}
    >
      {figures}
      {narrow && beside}
      <Activity customer={customer} />
    </DetailPage>
  );
}

/** A name that was told, else the account that says most: what the list calls them. */
function nameOf({ traits, identities }: Customer): string | undefined {
  const told = ['name', 'nickname'].flatMap((name) => traits.find((it) => it.name === name) ?? []);
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
      {t('number', { id: customer.customer_id })}
      {persons.length > 1 && ` · ${t('persons', { count: persons.length })}`} · {t('column-first-seen')}{' '}
      <Instant at={customer.first_seen_at} /> · {t('column-last-seen')} <Instant at={customer.last_seen_at} />
      {marks.length > 0 && ` · ${marks.join(' · ')}`}
    </>
  );
}
