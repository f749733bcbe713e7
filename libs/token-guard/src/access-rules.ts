import { type ExecutionContext } from '@nestjs/common';
import { type Reflector } from '@nestjs/core';
import { type Access, AccessRule } from './access.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

const UNLISTED: Access = { kind: 'unlisted', path: null };

/** What is declared of a handler, looked up once: it stands in the code. */
export class AccessRules {
  /** By class too: a handler that two classes inherit is under the rule of each. */
  private readonly known = new WeakMap<object, WeakMap<Handler, Access>>();

  constructor(private readonly reflector: Reflector) {}

  of(context: ExecutionContext): Access {
    const handler = context.getHandler();
    const rules = this.known.get(context.getClass());
    return rules?.get(handler) ?? this.lookUp(context, handler);
  }

  private lookUp(context: ExecutionContext, handler: Handler): Access {
    const type = context.getClass();
    const access =
      (this.reflector.getAllAndOverride(AccessRule, [handler, type]) as Access | undefined) ?? UNLISTED;
    const rules = this.known.get(type) ?? new WeakMap<Handler, Access>();
    this.known.set(type, rules.set(handler, access));
    return access;
  }
}
