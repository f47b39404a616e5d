import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Instant } from '../../kit/figures.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { usePointsWords } from './words.ts';

const path = '/api/shops/{shop}/points/audit' as const;
type Found = NonNullable<Answer<typeof path>['audit']>;

/** Whether the ledger adds up to every balance, as of the last audit. */
export function Audit({ mayRun }: { readonly mayRun: boolean }) {
  const t = usePointsWords();
  const params = { path: { shop: useShop().slug } };
  const audit = useAsk(path, params, { fresh: 0 });
  const run = useMutation({
    mutationFn: () => take(api.POST(path, { params })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [path] }),
  });
  return (
    <Section
      title={t('audit')}
      extra={
        mayRun && (
          <Button loading={run.isPending} onClick={() => run.mutate()}>
            {t('audit-now')}
          </Button>
        )
      }
    >
      {run.data?.is_done === false && <p>{t('audit-on', { share: Math.floor(run.data.share * 100) })}</p>}
      {run.error && <ProblemView error={run.error} />}
      <QueryState query={audit}>
        {(it) =>
          it.audit === null ? (
            <Empty title={t('no-audit')} hint={t('no-audit-hint')} />
          ) : (
            <Result it={it.audit} />
          )
        }
      </QueryState>
    </Section>
  );
}

function Result({ it }: { readonly it: Found }) {
  const t = usePointsWords();
  const { accounts, lots, entries } = it;
  return (
    <>
      <p>{it.findings.length === 0 ? t('audit-fine') : t('audit-differs', { count: it.findings.length })}</p>
      <p className="muted">
        <Instant at={it.at} /> · {t('audit-of', { accounts, lots, entries })}
      </p>
      {it.findings.length > 0 && (
        <ul>
          {it.findings.map(({ what, count, ids }) => (
            <li key={what}>
              {what}: {count} ({ids.join(', ')})
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
