import { Type } from 'typebox';
import type { Issue } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import type { CallOutcome } from './live-call.ts';

const said = Type.Array(
  Type.Object({
    index: Type.Integer({ description: 'Place in the batch, from 0; 0 for a single call' }),
    message_id: Type.Optional(Type.String()),
    field: Type.Optional(Type.String({ description: 'Path in the call, such as properties.total' })),
    code: Type.String(),
    message: Type.Object({ zh: Type.String(), en: Type.String() }),
  }),
);

/** What every 200 of the tracking door says. */
export const answerSchema = Type.Object({
  success: Type.Boolean({ description: 'No call was rejected' }),
  accepted: Type.Integer({ description: 'Calls that are stored durably, now or before' }),
  rejected: { ...said, description: 'Calls that were not stored and would not be if sent again' },
  warnings: { ...said, description: 'Parts of accepted calls that were not kept' },
});

/** A call's outcome with what it is known by. */
export interface Answered extends CallOutcome {
  readonly messageId: string;
}

/** The answer to a request, calls in their order. */
export function answerOf(calls: readonly Answered[]) {
  const rejected: Shown[] = [];
  const warnings: Shown[] = [];
  let lost = 0;
  for (const [index, { state, messageId, issues, warnings: told }] of calls.entries()) {
    if (state === 'rejected') lost += 1;
    for (const issue of issues) rejected.push(shown(index, messageId, issue));
    for (const issue of told) warnings.push(shown(index, messageId, issue));
  }
  return { success: lost === 0, accepted: calls.length - lost, rejected, warnings };
}

type Shown = ReturnType<typeof shown>;

/** An id that is somebody's phone number or address is not repeated: answers end up in logs of clients. */
function shown(index: number, messageId: string, { code, field, message }: Issue) {
  const id = messageId !== '' && messageId.length <= 200 && personalKindOf(messageId) === undefined;
  return {
    ...{ index, code, message },
    ...(id && { message_id: messageId }),
    ...(field !== undefined && { field: personalKindOf(field) === undefined ? field : '?' }),
  };
}
