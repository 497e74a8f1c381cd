import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, throwError } from 'rxjs';
import { Refused, Retry, explain } from '../failure.js';
import { type Problem, problemOf, problemOfTransport, refusalIn, retryAfterOf } from './problem.js';

/** The one place where an HTTP error becomes an answer. Messages of other transports pass through untouched. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('ingress');

  catch(thrown: unknown, host: ArgumentsHost): Observable<never> | undefined {
    if (host.getType() !== 'http') return throwError(() => thrown);
    const problem = thrown instanceof HttpException ? problemOfTransport(thrown) : problemOf(refusalIn(thrown));
    if (problem.status >= 500) this.log.error({ msg: 'an HTTP request failed', code: problem.code, reason: explain(thrown) });
    this.answer(host.switchToHttp().getResponse<FastifyReply>(), problem, thrown);
    return undefined;
  }

  private answer(reply: FastifyReply, problem: Problem, thrown: unknown): void {
    if (thrown instanceof Retry) void reply.header('retry-after', String(Math.ceil(thrown.afterMs / 1_000)));
    if (thrown instanceof Refused) void reply.headers(retryAfterOf(thrown.refusal));
    if (thrown instanceof Refused && problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
