import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';

/** The shop's own campaigns over shop days, to be marked beside the days every shop plans by. */

export const campaignsQuerySchema = Type.Object({
  from: Type.String({ description: 'First shop day, inclusive' }),
  to: Type.String({ description: 'Last shop day, inclusive' }),
});

export const campaignsSchema = Type.Object({
  campaigns: Type.Array(
    Type.Object({
      campaign: Type.String(),
      from: Type.String({ ...dayText, description: 'First day on which something was spent on it' }),
      to: Type.String({ ...dayText, description: 'Last such day' }),
    }),
    {
      description:
        'With spend on 21 days at most (what always runs marks nothing), one of them in the window; by their beginning, 100 at most',
    },
  ),
});

export type Campaigns = Static<typeof campaignsSchema>['campaigns'];
