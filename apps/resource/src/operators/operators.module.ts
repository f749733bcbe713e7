import { Module } from '@nestjs/common';
import { KnownOperators } from './known-operators.js';

/** The people of a workspace, whom auth knows. */
@Module({ providers: [KnownOperators], exports: [KnownOperators] })
export class OperatorsModule {}
