import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { problemOf } from '../../client/problem.ts';
import { queryClient } from '../../client/query-client.ts';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useImportWords } from './words.ts';

interface SaveMappingProps {
  readonly mapping: Record<string, unknown>;
  readonly onSaved: (name: string) => void;
}

/** Saves a mapping under its name; the one of that name before is changed. */
export function SaveMapping({ mapping, onSaved }: SaveMappingProps) {
  const t = useImportWords();
  const shop = useShop();
  const name = String(mapping.name);
  const save = useMutation({
    mutationFn: async () => {
      const path = { shop: shop.slug };
      try {
        await api.POST('/api/shops/{shop}/mappings', { params: { path }, body: { mapping } });
      } catch (error) {
        if (problemOf(error).code !== 'mapping-exists') throw error;
        const one = { params: { path: { ...path, mapping: name } }, body: { mapping } };
        await api.PUT('/api/shops/{shop}/mappings/{mapping}', one);
      }
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['inspection'] });
      await queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/mappings'] });
      tellDone(t('saved', { name }));
      onSaved(name);
    },
  });
  return (
    <>
      <Button loading={save.isPending} onClick={() => save.mutate()}>
        {t('save-mapping')}
      </Button>
      {save.error && <ProblemView error={save.error} />}
    </>
  );
}
