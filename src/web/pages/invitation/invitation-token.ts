const KEPT = 'shuke.invitation';

/**
 * The token of the link. It stands after `#`, which no server sees and no log keeps; whoever signs in on the way comes
 * back without it, so it waits in the tab, and there only.
 */
export function invitationToken(): string {
  const said = location.hash.slice(1);
  if (said !== '') sessionStorage.setItem(KEPT, said);
  return said || (sessionStorage.getItem(KEPT) ?? '');
}

/** Once it was used. */
export const forgetInvitation = (): void => sessionStorage.removeItem(KEPT);
