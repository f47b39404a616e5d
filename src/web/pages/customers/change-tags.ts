import { api, take } from '../../client/api.ts';
import { tellDone, tellProblem, tellUndo } from '../../kit/toast.tsx';

interface Tagging {
  readonly shop: string;
  readonly tag: string;
  readonly adds: boolean;
  /** With the tags they have now: whom it changes is who is put back. */
  readonly customers: readonly { readonly customer_id: number; readonly tags: readonly string[] }[];
}

async function send({ shop, tag, adds }: Tagging, customer_ids: number[]): Promise<number> {
  const call = { params: { path: { shop } }, body: { customer_ids, tag } };
  const { customers } = await take(
    adds
      ? api.POST('/api/shops/{shop}/customers/tags', call)
      : api.POST('/api/shops/{shop}/customers/tags/remove', call),
  );
  return customers;
}

interface Words {
  /** Of so many customers. */
  readonly done: (count: number) => string;
  readonly undo: string;
  /** Shows what is so now; after the change, and after it was taken back. */
  readonly again: () => Promise<unknown>;
}

/**
 * Puts a tag on customers or takes it off, and for ten seconds offers to undo that for whom it changed something. A tag
 * that comes back is a tag by hand: it has no end of its own. False where it was refused, which is said.
 */
export async function changeTags(it: Tagging, { done, undo, again }: Words): Promise<boolean> {
  const touched = it.customers.filter(({ tags }) => tags.includes(it.tag) !== it.adds);
  const ids = (of: Tagging['customers']) => of.map(({ customer_id }) => customer_id);
  const back = () =>
    send({ ...it, adds: !it.adds }, ids(touched))
      .then(again)
      .catch(tellProblem);
  try {
    const count = await send(it, ids(it.customers));
    // Rows that others changed since they were read: nobody knows here whose tag it was, and none is taken back.
    if (count === 0 || count !== touched.length) tellDone(done(count));
    else tellUndo(done(count), { label: undo, run: () => void back() });
    await again();
    return true;
  } catch (error) {
    tellProblem(error);
    return false;
  }
}
