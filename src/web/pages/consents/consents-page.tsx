import { Link } from 'react-router';
import { type PurposeCode, purposeCodes, purposes } from '../../../contract/consent.ts';
import { consentAnswers } from '../../../contract/people.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';
import { customersAddress } from '../../kit/customers-address.ts';
import { Instant, Num } from '../../kit/figures.tsx';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './consents.module.css';
import { ContactRules } from './contact-rules.tsx';
import { PublishNotice } from './publish-notice.tsx';
import { useConsentWords } from './words.ts';

const path = '/api/shops/{shop}/compliance/notices' as const;
export type Notice = Answer<typeof path>['notices'][number];

/** What data may be used for and on what that rests, the wordings people agreed to, and how often they may be reached. */
export default function ConsentsPage() {
  const t = useConsentWords();
  const shop = useShop();
  return (
    <>
      <PageHeader
        title={t('title')}
        help={t('help')}
        actions={shop.may('compliance:write') && <PublishNotice />}
      />
      <div className={styles.page}>
        <Purposes />
        <Notices />
        <ContactRules />
      </div>
    </>
  );
}

/** The purposes are the law's and the same in every shop. */
function Purposes() {
  const t = useConsentWords();
  const say = useText();
  const shop = useShop();
  return (
    <Section title={t('purposes')}>
      <p className="muted">{t('purposes-hint')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('purpose')}</th>
            <th scope="col">{t('basis')}</th>
            <th scope="col">{t('law')}</th>
            {shop.may('customers:read') && <th scope="col">{t('customers')}</th>}
          </tr>
        </thead>
        <tbody>
          {purposeCodes.map((code) => (
            <tr key={code}>
              <th scope="row">{say(purposes[code].label)}</th>
              <td>{t(`basis-${purposes[code].basis}`)}</td>
              <td className="muted">{say(purposes[code].law)}</td>
              {shop.may('customers:read') && (
                <td>
                  <Answered purpose={code} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Ways to the customers who answered so, of all channels. */
function Answered({ purpose }: { readonly purpose: PurposeCode }) {
  const t = useConsentWords();
  const shop = useShop();
  return (
    <span className={styles.inline}>
      {consentAnswers.map((answer) => (
        <Link key={answer} to={customersAddress(shop.slug, { consent: `${purpose}:any:${answer}` })}>
          {t(`answer-${answer}`)}
        </Link>
      ))}
    </span>
  );
}

function Notices() {
  const t = useConsentWords();
  const say = useText();
  const shop = useShop();
  const query = useAsk(path, { path: { shop: shop.slug } });
  return (
    <Section title={t('notices')}>
      <QueryState query={query}>
        {({ notices }) => (
          <PlainList<Notice>
            label={t('notices')}
            columns={[
              { key: 'notice', title: t('notice'), render: (it) => <code>{it.notice}</code> },
              {
                key: 'version',
                title: t('version'),
                align: 'right',
                render: (it) => <Num value={it.version} />,
              },
              {
                key: 'text',
                title: t('wording'),
                render: (it) => <span className={styles.wording}>{say(it.text)}</span>,
              },
              { key: 'at', title: t('published'), render: (it) => <Instant at={it.published_at} /> },
              {
                key: 'by',
                title: t('published-by'),
                render: (it) => <Actor by={it.published_by} name={it.published_by_name} />,
              },
            ]}
            rowKey={(it) => `${it.notice} ${it.version}`}
            rows={notices}
            empty={{ title: t('no-notices'), hint: t('no-notices-hint') }}
          />
        )}
      </QueryState>
    </Section>
  );
}
