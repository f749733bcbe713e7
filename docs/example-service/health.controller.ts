import { LatchkeyClient } from '@latchkey/client';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';

@Controller('health')
export class HealthController {
  constructor(private readonly latchkey: LatchkeyClient) {}

  @Get('ready')
  ready(): { status: 'ok' } {
    if (!this.latchkey.isConnected) throw new ServiceUnavailableException('Redis is out of reach');
    return { status: 'ok' };
  }
}
