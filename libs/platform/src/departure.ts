import { Injectable, Module } from '@nestjs/common';

/**
 * Whether this process is on its way out: told to stop, and not gone yet. It is not ready any more, and goes on serving
 * what still arrives.
 */
@Injectable()
export class Departure {
  private hasBegun = false;

  get isUnderWay(): boolean {
    return this.hasBegun;
  }

  /** For good. */
  begin(): void {
    this.hasBegun = true;
  }
}

@Module({ providers: [Departure], exports: [Departure] })
export class DepartureModule {}
