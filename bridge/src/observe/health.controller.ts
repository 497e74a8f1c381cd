import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Ready, type Readiness } from './readiness.js';

@Controller()
export class HealthController {
  constructor(private readonly ready: Ready) {}

  /** The process lives: its event loop answers. Restart it when this does not. */
  @Get('healthz')
  @HttpCode(200)
  alive(): { alive: true } {
    return { alive: true };
  }

  /** Work flows: 200, or 503 naming what does not. */
  @Get('readyz')
  async readiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const found = await this.ready.check();
    void reply.status(found.ready ? 200 : 503).header('cache-control', 'no-store');
    return found;
  }
}
