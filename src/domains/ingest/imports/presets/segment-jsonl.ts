import { presetLabels } from '../../../../contract/preset-labels.ts';
import { type Issue, ok } from '../../../../platform/errors.ts';
import { clientTime, readCall } from '../../segment/read-call.ts';
import type { Row, RowReject } from '../files/rows.ts';
import type { RecordSource, RowOutcome } from '../record-source.ts';

const CURRENCY = 'CNY';

/** Calls of the Segment specification, one JSON object a line: track, page, screen, identify, alias, group. */
export const segmentJsonl: RecordSource = {
  name: 'segment-jsonl',
  label: presetLabels['segment-jsonl'],
  currency: CURRENCY,
  timeZone: 'Asia/Shanghai',
  open: { format: 'json-lines' },
  bind: () => ok({ read: readRow, contentOf: (row) => JSON.stringify(row.json) }),
  uses: () => [],
};

/** A call without a time of its own is timed by its arrival, where the file kept that. */
const TIMES = ['originalTimestamp', 'timestamp', 'sentAt', 'receivedAt'];

function readRow({ json = {}, line }: Row): RowOutcome {
  const { records, problems, warnings } = readCall(json, {
    ...{ currency: CURRENCY, channel: 'web', at: clientTime(json, TIMES) },
  });
  const rejectOf = ({ code, field, message }: Issue): RowReject => ({
    ...{ line, code, message },
    ...(field === undefined ? {} : { column: field }),
  });
  const leftOut = warnings.map((it) => ({ column: it.field ?? '', told: rejectOf(it) }));
  return { records, problems: problems.map(rejectOf), leftOut };
}
