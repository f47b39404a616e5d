import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { isSignedOut } from '../../client/connection.ts';
import { queryClient } from '../../client/query-client.ts';
import { FrontPage } from '../../kit/page/front-page.tsx';
import { backTo } from './back-to.ts';
import { PasswordForm } from './password-form.tsx';
import { SecondStep } from './second-step.tsx';
import { useSignInWords } from './words.ts';

/** E-mail and password, then the second factor of those who have one. */
export default function SignInPage() {
  const t = useSignInWords();
  const go = useNavigate();
  const [search] = useSearchParams();
  const [wantsCode, setWantsCode] = useState(false);
  const setup = useAsk('/api/setup', {});
  const enter = () => {
    queryClient.clear();
    isSignedOut.set(false);
    void go(backTo(search.get('back')), { replace: true });
  };
  // Nobody has an account yet: there is nothing to sign in with.
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  return (
    <FrontPage title="熟客 Shuke" subtitle={t('subtitle')}>
      {wantsCode ? (
        <SecondStep onDone={enter} onStartOver={() => setWantsCode(false)} />
      ) : (
        <PasswordForm onDone={(asksForCode) => (asksForCode ? setWantsCode(true) : enter())} />
      )}
    </FrontPage>
  );
}
