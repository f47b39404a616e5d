import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, take } from '../../client/api.ts';
import { isSignedOut } from '../../client/connection.ts';
import { queryClient } from '../../client/query-client.ts';
import { FrontPage } from '../../kit/page/front-page.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { AcceptForm } from './accept-form.tsx';
import { forgetInvitation, invitationToken } from './invitation-token.ts';
import { useInvitationWords } from './words.ts';

/** Where the link of an invitation leads: who invites, as what, and a password for those who are new. */
export default function InvitationPage() {
  const t = useInvitationWords();
  const go = useNavigate();
  const [token] = useState(invitationToken);
  const enter = (shop: string) => {
    forgetInvitation();
    queryClient.clear();
    isSignedOut.set(false);
    void go(`/shops/${shop}`, { replace: true });
  };
  return (
    <FrontPage title={t('title')}>
      {token === '' ? <NoToken /> : <Invited token={token} onJoined={enter} />}
    </FrontPage>
  );
}

function NoToken() {
  const t = useInvitationWords();
  return (
    <div className="stack">
      <h2>{t('no-token')}</h2>
      <p className="muted">{t('no-token-hint')}</p>
    </div>
  );
}

interface InvitedProps {
  readonly token: string;
  readonly onJoined: (shop: string) => void;
}

function Invited({ token, onJoined }: InvitedProps) {
  const query = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => take(api.POST('/api/invitations/look', { body: { token } })),
    retry: false,
  });
  return (
    <QueryState query={query}>
      {(invitation) => <AcceptForm token={token} invitation={invitation} onJoined={onJoined} />}
    </QueryState>
  );
}
