import { useNavigate, useParams } from 'react-router';
import { api, take } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { reloadSegments, segmentPath } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { type Draft, Editor } from './editor.tsx';

/** Changes a segment; somebody else's change meanwhile is said, not overwritten. */
export default function EditSegmentPage() {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const go = useNavigate();
  const segment = Number(useParams().segment);
  const query = useAsk(segmentPath, { path: { shop, segment } });
  const back = `/shops/${shop}/segments/${segment}`;
  const save = async (draft: Draft, version: number) => {
    const params = { path: { shop, segment } };
    await take(api.PATCH(segmentPath, { params, body: { ...draft, version } as never }));
    await reloadSegments();
    await go(back);
  };
  return (
    <QueryState query={query}>
      {(it) => (
        <Editor
          key={it.rule_version}
          title={t('edit-title', { name: it.name })}
          start={{
            name: it.name,
            description: it.description,
            is_live: it.is_live,
            tree: it.tree as Draft['tree'],
          }}
          onSave={(draft) => save(draft, it.rule_version)}
          back={back}
        />
      )}
    </QueryState>
  );
}
