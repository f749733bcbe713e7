import { ALL_TOKEN_SHAPES, type TokenShape, type TokenShapeList } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type NewestSeen, selectDated } from '../change-log/change-log.js';

/** What tokens of other systems look like, in all workspaces together: what guards ask no auth about is none of these. */
@Injectable()
export class AllTokenShapes {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<TokenShapeList> {
    const [{ shapes, as_of, as_of_entry }] = await this.database.query<
      [NewestSeen & { readonly shapes: TokenShape[] }]
    >(selectDated('across.token_shapes()'));
    return { shapes, as_of: Number(as_of), as_of_entry, depends_on: [ALL_TOKEN_SHAPES] };
  }
}
