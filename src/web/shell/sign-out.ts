import { api } from '../client/api.ts';
import { isSignedOut } from '../client/connection.ts';
import { queryClient } from '../client/query-client.ts';
import { forgetPerson } from '../kit/settings/personal.ts';

/** Ends the session; nothing of what was seen stays in the page's memory. */
export async function signOut(): Promise<void> {
  await api.POST('/api/auth/sign-out');
  isSignedOut.set(true);
  queryClient.clear();
  forgetPerson();
}
