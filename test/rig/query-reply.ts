/** What both doors answer to a query. */
import { z } from 'zod';

export const queryReply = z.looseObject({
  queryId: z.string().nullable(),
  type: z.string(),
  status: z.enum(['answered', 'refused']),
  answer: z.record(z.string(), z.unknown()).nullable(),
  refusal: z.looseObject({ code: z.string(), message: z.string() }).nullable(),
  readAt: z.string().nullable(),
});
export type QueryReply = z.infer<typeof queryReply>;
