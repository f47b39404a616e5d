import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { type Message, messagesPath } from './paths.ts';
import { useMessageWords } from './words.ts';

/** Sends again what did not arrive, or cancels what waits. */
export function ChangeMessage({ message }: { readonly message: Message }) {
  const t = useMessageWords();
  const shop = useShop();
  const act = message.state === 'queued' ? 'cancel' : 'retry';
  if (message.state === 'sent' || message.state === 'sending') return null;
  const change = async () => {
    const params = { path: { shop: shop.slug, message: message.message_id } };
    await take(api.POST('/api/shops/{shop}/messages/{message}/change', { params, body: { act } }));
    await queryClient.invalidateQueries({ queryKey: [messagesPath] });
  };
  return (
    <ConfirmAction
      label={t(act)}
      title={t(act)}
      danger={act === 'cancel'}
      button={{ size: 'small' }}
      act={change}
    >
      <p>{t(`${act}-hint`)}</p>
    </ConfirmAction>
  );
}
