import { DEFECT } from '@latchkey/bus';
import { Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import { refusalIn } from './thrown.js';

/** What a handler of messages throws, as it travels: a refusal whole, a defect without its inside. */
@Catch()
export class BusErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Bus');

  catch(thrown: unknown): Observable<never> {
    const refusal = refusalIn(thrown);
    if (refusal) return throwError(() => refusal.toWire());
    this.logger.error(thrown);
    return throwError(() => DEFECT);
  }
}
