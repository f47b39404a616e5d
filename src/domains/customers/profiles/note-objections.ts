import type { Tx } from '../../../platform/db/postgres.ts';
import { recordConsents } from '../../compliance/index.ts';
import type { SaidTrait } from './fold-traits.ts';

/**
 * Who wants no marketing (trait no-marketing) has withdrawn from it on every channel, as of then. The opposite is no
 * consent, and an import that is undone does not take the wish back: the person would have to.
 */
export async function noteObjections(
  tx: Tx,
  shopId: number,
  { said, source, by }: { said: readonly SaidTrait[]; source: string; by: string },
): Promise<void> {
  const objections = said
    .filter(({ trait, value }) => trait.name === 'no-marketing' && value === true)
    .map(({ personId, at }) => ({
      ...{
        personId,
        purpose: 'marketing',
        channel: 'any',
        state: 'withdrawn' as const,
        at,
        source: 'import',
      },
      ...{ evidence: { trait: 'no-marketing', source }, recordedBy: by },
    }));
  if (objections.length > 0) await recordConsents(tx, shopId, objections);
}
