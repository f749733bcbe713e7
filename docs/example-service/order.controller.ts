import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  Param,
  Post,
  UnauthorizedException,
} from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import { Orders } from './orders.js';

export class PlaceOrderDto {
  @IsString()
  @Length(1, 40)
  readonly order_id!: string;

  @IsString()
  @Length(1, 40)
  readonly customer!: string;
}

@Controller()
export class OrderController {
  constructor(private readonly orders: Orders) {}

  @Post('orders')
  @Header('cache-control', 'no-store')
  async place(@Body() { order_id, customer }: PlaceOrderDto): Promise<{ order_id: string; key: string }> {
    const { key } = await this.orders.place(order_id, customer);
    return { order_id, key };
  }

  @Get('orders/:id')
  find(@Param('id') id: string): { order_id: string; token: 'good' | 'revoked' } {
    return { order_id: id, token: this.orders.isRevoked(id) ? 'revoked' : 'good' };
  }

  @Delete('orders/:id')
  async cancel(@Param('id') id: string): Promise<{ order_id: string; cancelled: true }> {
    await this.orders.cancel(id);
    return { order_id: id, cancelled: true };
  }

  /** One route that looks for itself. To have every route protected, import TokenGuardModule. */
  @Get('usage')
  async usage(@Headers('authorization') authorization = ''): Promise<{ token: string; workspace: string }> {
    const verdict = await this.orders.verdictOn(authorization.replace(/^Bearer /i, ''));
    if (verdict.outcome === 'invalid') throw new UnauthorizedException('Invalid API token');
    const { name, workspace } = verdict.identity;
    return { token: name, workspace: workspace.slug };
  }
}
