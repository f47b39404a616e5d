import type { useCustomerWords } from '../words.ts';

interface EvidenceWords {
  readonly t: ReturnType<typeof useCustomerWords>;
  readonly identity: (kind: string) => string;
  readonly teller: (source: string) => string;
}

/** Why two persons are one, in a few words: who said it, and by which kinds of identity. */
export function sayEvidence(
  data: Readonly<Record<string, unknown>>,
  { t, identity, teller }: EvidenceWords,
): string {
  const evidence = (data.evidence ?? {}) as { reason?: string; kinds?: string[]; source?: string };
  const kinds = evidence.kinds?.map(identity).join(' + ');
  const source = evidence.source && teller(evidence.source);
  const by = typeof data.by === 'string' && data.by.startsWith('user:') ? t('by-staff') : source;
  const reason = typeof data.reason === 'string' ? data.reason : undefined;
  return [kinds, by, reason].filter(Boolean).join(' · ');
}
