import { Facts } from '../../../kit/facts.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { EditTrait } from './edit-trait.tsx';
import styles from './one.module.css';
import { TraitHistory } from './trait-history.tsx';
import { Unmask } from './unmask.tsx';
import { type Customer, useCustomer } from './use-customer.ts';

/** Who they are: masked, in clear for a short while to who may and says why; changed by hand, each with its history. */
export function Traits({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const say = useText();
  const { shop } = useCustomer();
  const traits = customer.traits.filter((it) => !it.hidden);
  const facts = traits.map((it) => [say(it.label), <Value key={it.name} it={it} />] as const);
  return (
    <Section
      title={t('who')}
      extra={
        <span className={styles.buttons}>
          {shop.may('customers:write') && <EditTrait customer={customer} />}
          <InClear customer={customer} />
        </span>
      }
    >
      {traits.length === 0 ? <p className="muted">{t('no-traits')}</p> : <Facts facts={facts} />}
    </Section>
  );
}

function Value({ it }: { readonly it: Customer['traits'][number] }) {
  const t = useCustomerWords();
  return (
    <span className={styles.value}>
      {typeof it.value === 'boolean' ? t(it.value ? 'yes' : 'no') : String(it.value)}{' '}
      <TraitHistory trait={it} />
    </span>
  );
}

function InClear({ customer: { traits, identities } }: { readonly customer: Customer }) {
  const say = useText();
  const codes = useCodeWords();
  const { shop } = useCustomer();
  const sealed = traits
    .filter((it) => it.masked && !it.hidden)
    .map((it) => [it.name, say(it.label)] as const);
  const phones = identities
    .filter((it) => it.kind === 'phone' || it.kind === 'e-mail')
    .map((it) => [`identity:${it.person_id}`, `${codes.identity(it.kind)} ${it.value}`] as const);
  const fields = [...sealed, ...phones];
  return shop.may('customers:unmask') && fields.length > 0 && <Unmask fields={fields} />;
}
