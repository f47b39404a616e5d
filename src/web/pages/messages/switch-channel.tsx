import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { useChangeChannel } from './change-channel.ts';
import type { Channel } from './paths.ts';
import { useMessageWords } from './words.ts';

/** Turns a channel that is set up on or off. */
export function SwitchChannel({ it }: { readonly it: Channel }) {
  const t = useMessageWords();
  const change = useChangeChannel(it);
  const act = it.on ? 'turn-off' : 'turn-on';
  return (
    <ConfirmAction
      label={t(act)}
      title={t(act)}
      danger={it.on}
      button={{ size: 'small' }}
      act={() => change({ on: !it.on })}
    >
      <p>{t(`${act}-hint`)}</p>
    </ConfirmAction>
  );
}
