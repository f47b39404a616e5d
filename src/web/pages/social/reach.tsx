import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Num } from '../../kit/figures.tsx';
import { Bars } from '../../kit/interests/bars.tsx';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import type { OfSocial } from './social.ts';
import { useSocialWords } from './words.ts';

/** How many bring how many; each bar opens them. */
export function Reach({ social }: OfSocial) {
  const t = useSocialWords();
  const shop = useShop();
  const most = Math.max(1, ...social.reach.map((it) => it.customers));
  const nameOf = (from: number, to: number | null) =>
    t('reach-range', { range: to === null ? `${from}+` : from === to ? `${from}` : `${from}–${to}` });
  return (
    <Section
      title={
        <>
          {t('reach-title')} <Meaning title={t('reach-title')} text={t('means-reach')} />
        </>
      }
    >
      <Bars
        bars={social.reach.map(({ from, to, customers }) => ({
          ...{ key: String(from), name: nameOf(from, to), length: customers / most },
          figure: <Num value={customers} />,
          ...(customers > 0 &&
            shop.may('customers:read') && {
              href: customersAddress(shop.slug, { score: `influence-reach:${from}..${to ?? ''}` }),
            }),
        }))}
      />
    </Section>
  );
}
