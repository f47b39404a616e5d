import { Facts } from '../../../kit/facts.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { Unmask } from './unmask.tsx';
import type { Customer } from './use-customer.ts';
import { useCustomer } from './use-customer.ts';

/** Who they are: masked, and in clear for a short while to who may and says why. */
export function Traits({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const say = useText();
  const codes = useCodeWords();
  const { shop } = useCustomer();
  const traits = customer.traits;
  const sealed = traits.filter((it) => it.masked).map((it) => [it.name, say(it.label)] as const);
  const phones = customer.identities
    .filter((it) => it.kind === 'phone' || it.kind === 'e-mail')
    .map((it) => [`identity:${it.person_id}`, `${codes.identity(it.kind)} ${it.value}`] as const);
  return (
    <Section
      title={t('who')}
      extra={
        shop.may('customers:unmask') &&
        sealed.length + phones.length > 0 && <Unmask fields={[...sealed, ...phones]} />
      }
    >
      {traits.length === 0 ? (
        <p className="muted">{t('no-traits')}</p>
      ) : (
        <Facts facts={traits.map((it) => [say(it.label), shown(it.value, t)] as const)} />
      )}
    </Section>
  );
}

const shown = (value: string | number | boolean, t: ReturnType<typeof useCustomerWords>): string =>
  typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value);
