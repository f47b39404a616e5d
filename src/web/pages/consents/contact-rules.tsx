import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ClockField } from '../../kit/clock-field.tsx';
import { isClock } from '../../kit/clock-rules.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Facts } from '../../kit/facts.tsx';
import { Field } from '../../kit/field.tsx';
import { Share } from '../../kit/figures.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Caps, EditCaps } from './caps.tsx';
import styles from './consents.module.css';
import { capsPath, holdoutPath, quietPath } from './paths.ts';
import { useConsentWords } from './words.ts';

/** How often and when anybody may be contacted, and who is left out of everything to compare with. */
export function ContactRules() {
  const t = useConsentWords();
  const shop = useShop();
  const place = { path: { shop: shop.slug } };
  const caps = useAsk(capsPath, place);
  const quiet = useAsk(quietPath, place);
  const holdout = useAsk(holdoutPath, place);
  const mayWrite = shop.may('compliance:write');
  return (
    <Section title={t('contact-rules')}>
      <QueryState query={quiet}>
        {({ quiet_hours: hours }) => (
          <Facts
            facts={[
              [
                t('quiet-hours'),
                <span key="quiet">
                  {hours === null ? t('never-quiet') : `${hours.from} – ${hours.until}`}{' '}
                  {mayWrite && <QuietHours hours={hours} />}
                </span>,
              ],
              [
                t('holdout'),
                <span key="holdout">
                  <Share value={(holdout.data?.share ?? 0) / 10_000} />{' '}
                  {mayWrite && holdout.data && <Holdout share={holdout.data.share} />}
                </span>,
              ],
              [
                t('caps'),
                caps.data && (
                  <div key="caps" className={styles.inline}>
                    <Caps caps={caps.data.caps} />
                    {mayWrite && <EditCaps key={JSON.stringify(caps.data.caps)} caps={caps.data.caps} />}
                  </div>
                ),
              ],
            ]}
          />
        )}
      </QueryState>
    </Section>
  );
}

interface QuietHoursProps {
  readonly hours: Answer<typeof quietPath>['quiet_hours'];
}

function QuietHours({ hours }: QuietHoursProps) {
  const t = useConsentWords();
  const shop = useShop();
  const [isSet, setIsSet] = useState(hours !== null);
  const [from, setFrom] = useState(hours?.from ?? '22:00');
  const [until, setUntil] = useState(hours?.until ?? '08:00');
  const set = async () => {
    const quiet_hours = isSet ? { from, until } : null;
    await api.PUT(quietPath, { params: { path: { shop: shop.slug } }, body: { quiet_hours } });
    await queryClient.invalidateQueries({ queryKey: [quietPath] });
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={t('quiet-hours')}
      confirm={t('save')}
      ready={!isSet || (isClock(from) && isClock(until) && from !== until)}
      button={{ size: 'small' }}
      act={set}
    >
      <p>{t('quiet-hint')}</p>
      <Checkbox checked={isSet} onChange={(e) => setIsSet(e.target.checked)}>
        {t('quiet-set')}
      </Checkbox>
      <Field label={t('from')}>
        {(id) => <ClockField id={id} disabled={!isSet} value={from} onChange={setFrom} />}
      </Field>
      <Field label={t('until')}>
        {(id) => <ClockField id={id} disabled={!isSet} value={until} onChange={setUntil} />}
      </Field>
    </ConfirmAction>
  );
}

function Holdout({ share }: { readonly share: number }) {
  const t = useConsentWords();
  const shop = useShop();
  const [percent, setPercent] = useState(String(share / 100));
  const number = Number(percent);
  const set = async () => {
    const body = { share: Math.round(number * 100) };
    await api.PUT(holdoutPath, { params: { path: { shop: shop.slug } }, body });
    await queryClient.invalidateQueries({ queryKey: [holdoutPath] });
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={t('holdout')}
      ready={percent !== '' && number >= 0 && number <= 100}
      button={{ size: 'small' }}
      act={set}
    >
      <p>{t('holdout-hint')}</p>
      <Field label={t('percent')}>
        {(id) => (
          <Input id={id} inputMode="decimal" value={percent} onChange={(e) => setPercent(e.target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}
