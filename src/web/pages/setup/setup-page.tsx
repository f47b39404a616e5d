import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { isSignedOut } from '../../client/connection.ts';
import { queryClient } from '../../client/query-client.ts';
import { FrontPage } from '../../kit/page/front-page.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { DemoFilling } from './demo-filling.tsx';
import { SetupForm } from './setup-form.tsx';
import { useSetupWords } from './words.ts';

/** The first run: who runs this, what the shop is called, and what it begins with. */
export default function SetupPage() {
  const t = useSetupWords();
  const setup = useAsk('/api/setup', {}, { fresh: 0 });
  const [isFilling, setFilling] = useState(false);
  const go = useNavigate();
  const enter = (to: string) => {
    queryClient.clear();
    isSignedOut.set(false);
    void go(to, { replace: true });
  };
  return (
    <FrontPage title={t('title')} subtitle={t('subtitle')}>
      {isFilling ? (
        <DemoFilling onDone={() => enter('/shops/demo')} />
      ) : (
        <QueryState query={setup}>
          {({ needed, demo_offered }) =>
            needed ? (
              <SetupForm
                offersDemo={demo_offered}
                onDone={(begin, shop) =>
                  begin === 'demo' ? setFilling(true) : enter(`/shops/${shop}/imports/new`)
                }
              />
            ) : (
              <Navigate to="/sign-in" replace />
            )
          }
        </QueryState>
      )}
    </FrontPage>
  );
}
