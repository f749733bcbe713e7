import { applyDecorators, Controller, UseFilters, UsePipes } from '@nestjs/common';
import { BusErrorsFilter } from './bus-errors.filter.js';
import { requestValidation } from './validation.js';

/** A controller of messages: input checked and failures told as everywhere in Latchkey. */
export const BusController = (): ClassDecorator =>
  applyDecorators(Controller(), UseFilters(BusErrorsFilter), UsePipes(requestValidation()));
