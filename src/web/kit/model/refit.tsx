import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Progress } from '../progress.tsx';
import { tellDone, tellProblem } from '../toast.tsx';
import { useKitWords } from '../words.ts';
import { modelsPath, type Run } from './use-model.ts';

/** Has the model learn anew; it runs in the server. */
export function Refit({ model, isOpen }: { readonly model: string; readonly isOpen: boolean }) {
  const t = useKitWords();
  const { slug: shop } = useShop();
  const path = '/api/shops/{shop}/analytics/models/{model}/runs' as const;
  const refit = useMutation({
    mutationFn: () => take(api.POST(path, { params: { path: { shop, model } }, body: { refit: true } })),
    onSuccess: async () => {
      tellDone(t('model-refit-begun'));
      await queryClient.invalidateQueries({ queryKey: [modelsPath] });
    },
    onError: tellProblem,
  });
  return (
    <Button type="primary" disabled={isOpen} loading={refit.isPending} onClick={() => refit.mutate()}>
      {t('model-refit')}
    </Button>
  );
}

/** How far the run under way is. */
export function RunProgress({ run }: { readonly run: Run }) {
  const t = useKitWords();
  const label = t(run.status === 'waiting' ? 'model-run-waits' : 'model-run-under-way');
  return (
    <div className="card">
      <Progress label={label} done={Math.round((run.done ?? 0) * 100)} of={run.done === null ? null : 100} />
    </div>
  );
}
