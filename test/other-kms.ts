import { fakeKms } from './fake-kms.ts';

/** The id of a second KMS. */
export const otherId = 'other/key-9';

/** @public Loaded by its path, as SHUKE_KMS does. */
export const openKms = async () => fakeKms(otherId);
