import type { Merged, MergePreview } from './merge-customers.ts';
import type { ProposalRow } from './merge-proposals.ts';
import type { Unmerged } from './unmerge-customers.ts';

/** What merging and its undoing answer, as it leaves over HTTP and with `--json`. */

export const presentPreview = ({ customerId, persons, keptApart, identities }: MergePreview) => ({
  customer_id: customerId,
  persons,
  kept_apart: keptApart,
  identities,
});

/** Of a value that would be let out of quarantine: the same, and the customers it joins. */
export const presentReleasePreview = ({
  customerIds,
  ...preview
}: MergePreview & { customerIds: number[] }) => ({
  ...presentPreview(preview),
  customer_ids: customerIds,
});

export const presentMerged = ({ customerId, edgeIds }: Merged) => ({
  customer_id: customerId,
  edge_ids: edgeIds,
});

export const presentUnmerged = ({ customerIds }: Unmerged) => ({ customer_ids: customerIds });

export const presentProposal = (row: ProposalRow) => ({
  proposal_id: row.proposal_id,
  customer_ids: [row.customer_a, row.customer_b],
  reason: row.reason,
  made_at: row.made_at.toISOString(),
});
