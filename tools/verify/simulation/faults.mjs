/**
 * @typedef {import('./history.mjs').History} History
 * @typedef {import('./guard-process.mjs').GuardProcess} GuardProcess
 * @typedef {import('./auth-process.mjs').AuthProcess} AuthProcess
 * @typedef {import('./postgres.mjs').Tables} Tables
 */

const AN_HOUR_MS = 3_600_000;
/** PostgreSQL is not restored in less. */
const RESTORE_MS = 800;

/**
 * Each history has some kinds of faults and not others: what one needs to be found, another would hide.
 * @param {History} history
 * @param {number} end
 * @returns {() => void} Ends what has not ended by then; what is stopped comes back by itself.
 */
export function scheduleFaults(history, end) {
  const { random, timeline, guards, auths, connections, bus, weather, climate } = history;
  const mean = random.pick([0.7, 1.5, 3]) * Math.max(history.leaseMs, 500);
  /** @param {{ host: import('./host.mjs').Host, start(): void }} process @param {(() => void)[]} kinds */
  const haunt = (process, kinds) => {
    const chosen = kinds.filter(() => random.chance(0.5));
    if (chosen.length === 0) return;
    for (let time = random.between(0, 2 * mean); time < end; time += random.between(0, 2 * mean)) {
      timeline.at(time, () => {
        if (process.host.isUp) random.pick(chosen)();
      });
    }
  };
  // Nobody else may come in between there.
  if (climate !== 'ahead' && climate !== 'crossing') {
    for (const guard of guards) haunt(guard, faultsOfGuard(history, guard));
    for (const auth of auths) haunt(auth, faultsOfAuth(history, auth));
  }
  scheduleTroubles(history, end);
  if (climate === 'restore') scheduleRestore(history, end);
  if (climate === 'ahead') scheduleAnswersAhead(history, end);
  if (climate === 'echoes' || climate === 'crossing') scheduleEcho(history, scheduleRestore(history, end));
  // Whoever waits for a look waits for as long as it takes.
  if (climate === 'belated') history.troubles.push({ from: 0, to: end });
  if (climate === 'failover') scheduleFailover(history, end);
  return () => {
    bus.isDown = false;
    if (connections.isAway) connections.comeBack({ isRestarted: false });
    connections.slowness = 1.5;
    connections.lateness = 0;
    Object.assign(weather, { loss: 0, deafness: 0, doubling: 0, lateness: 0, delayMs: 3 });
    for (const { host } of guards) host.isCutOff = false;
    // On its way out for so long: whoever runs it has lost patience.
    for (const guard of guards) if (guard.isLeaving) guard.kill();
    for (const process of [...guards, ...auths]) if (!process.host.isUp) process.start();
    history.note('world', 'is well again');
  };
}

/**
 * @param {History} history
 * @param {{ host: import('./host.mjs').Host, start(): void, kill(): void }} process
 * @param {{ withinMs?: number }} [how]
 */
function dieAndComeBack({ timeline, random, leaseMs }, process, { withinMs = 1.5 * leaseMs } = {}) {
  process.kill();
  timeline.at(timeline.now + random.between(1, withinMs), () => {
    if (!process.host.isUp) process.start();
  });
}

/**
 * @param {History} history
 * @param {{ host: import('./host.mjs').Host }} process
 * @param {{ isAsleep: boolean }} how
 */
function pause(history, { host }, how) {
  const { random, leaseMs } = history;
  const ms = random.chance(0.3) ? random.between(1, 60) : random.between(60, 1.6 * leaseMs);
  history.note(host.name, `${how.isAsleep ? 'sleeps' : 'is stopped'} for ${ms.toFixed(0)} ms`);
  host.stop(ms, how);
}

/**
 * @param {History} history
 * @param {{ host: import('./host.mjs').Host, stop(): unknown, start(): void }} process
 */
function leaveAndComeBack({ timeline, random }, process) {
  const { life } = process.host;
  void process.stop();
  const comeBack = () => {
    // It may be stopped on its way out.
    if (process.host.life === life) timeline.at(timeline.now + random.between(100, 1_000), comeBack);
    else if (!process.host.isUp) process.start();
  };
  comeBack();
}

/**
 * @param {History} history
 * @param {GuardProcess} guard
 * @param {number} ms
 */
function cutOff(history, { host }, ms) {
  const { timeline } = history;
  history.note(host.name, `is cut off for ${ms.toFixed(0)} ms`);
  host.isCutOff = true;
  timeline.at(timeline.now + ms, () => {
    host.isCutOff = false;
  });
}

/**
 * @param {History} history
 * @param {GuardProcess} guard
 */
function faultsOfGuard(history, guard) {
  const { random, leaseMs, climate } = history;
  const { host } = guard;
  const soon = () => {
    if (random.chance(0.6)) history.order(history.changes.any(history.timeline.now), random.between(0, 300));
  };
  const stops = () => {
    pause(history, guard, { isAsleep: false });
  };
  const sleeps = () => {
    pause(history, guard, { isAsleep: true });
  };
  const dies = () => {
    dieAndComeBack(history, guard);
  };
  const leaves = () => {
    leaveAndComeBack(history, guard);
    soon();
  };
  const clockIsSet = () => {
    const ms = random.pick([-AN_HOUR_MS, AN_HOUR_MS]);
    history.note(host.name, `has its wall clock stepped by ${ms} ms`);
    host.stepWall(ms);
  };
  const isCutOff = () => {
    cutOff(history, guard, random.between(20, 1.6 * leaseMs));
  };
  const comesAnew = () => {
    guard.kill();
    guard.start();
    soon();
  };
  if (climate === 'joining' || climate === 'belated') return [comesAnew, comesAnew, dies, leaves];
  if (climate === 'echoes') return [stops, isCutOff];
  if (climate === 'leases') return [dies, dies, isCutOff];
  if (climate === 'clocks') return [clockIsSet, clockIsSet, sleeps];
  return [stops, sleeps, dies, leaves, clockIsSet, isCutOff];
}

/**
 * @param {History} history
 * @param {AuthProcess} auth
 */
const faultsOfAuth = (history, auth) => [
  () => {
    pause(history, auth, { isAsleep: false });
  },
  () => {
    pause(history, auth, { isAsleep: true });
  },
  () => {
    dieAndComeBack(history, auth);
  },
  () => {
    leaveAndComeBack(history, auth);
  },
];

/**
 * Of the stores, for all at once.
 * @param {History} history
 * @param {number} end
 */
function scheduleTroubles(history, end) {
  const { random, timeline, connections, bus, postgres } = history;
  /** @param {number} chance @param {() => void} happen */
  const perhaps = (chance, happen) => {
    if (random.chance(chance)) timeline.at(random.between(0, end), happen);
  };
  perhaps(0.3, () => {
    const ms = random.between(20, 1_200);
    history.note('postgres', `is away for ${ms.toFixed(0)} ms`);
    away(history, ms, { isRestarted: random.chance(0.5) });
  });
  perhaps(0.3, () => {
    const ms = random.between(200, 3_000);
    const { slowness } = connections;
    connections.slowness = 120;
    history.troubles.push({ from: timeline.now, to: timeline.now + ms });
    timeline.at(timeline.now + ms, () => {
      connections.slowness = slowness;
    });
  });
  perhaps(0.3, () => {
    history.note('bus', 'is down');
    bus.isDown = true;
    timeline.at(timeline.now + random.between(20, 900), () => {
      bus.isDown = false;
    });
  });
  perhaps(0.3, () => {
    postgres.prune(random.whole(1, 3));
  });
}

/**
 * @param {History} history
 * @param {number} ms
 * @param {{ isRestarted: boolean, meanwhile?: () => void }} how
 */
function away({ connections, timeline, troubles }, ms, { isRestarted, meanwhile = () => undefined }) {
  connections.isAway = true;
  troubles.push({ from: timeline.now, to: timeline.now + ms });
  timeline.at(timeline.now + ms, () => {
    meanwhile();
    connections.comeBack({ isRestarted });
  });
}

/**
 * A replica is promoted that has everything.
 * @param {History} history
 * @param {number} end
 */
function scheduleFailover(history, end) {
  const { random, timeline, postgres } = history;
  timeline.at(random.between(0.2, 0.8) * end, () => {
    history.note('postgres', 'fails over');
    const meanwhile = () => {
      postgres.failOver(null);
    };
    away(history, random.between(50, 1_500), { isRestarted: true, meanwhile });
  });
}

/**
 * @param {History} history
 * @param {{ backupAt: number, time: number, downMs: number }} when
 */
function loseSince(history, { backupAt, time, downMs }) {
  const { timeline, postgres, truth } = history;
  timeline.at(backupAt, () => {
    /** @type {Tables} */
    const backup = structuredClone(postgres.tables);
    const { commits } = truth;
    timeline.at(time, () => {
      const meanwhile = () => {
        postgres.failOver(backup);
        truth.lose(commits, postgres.tables);
        history.note('postgres', `is restored to commit ${commits}, entry ${postgres.head.number}`);
      };
      away(history, downMs, { isRestarted: true, meanwhile });
    });
  });
}

/**
 * PostgreSQL goes on from where it was a moment ago: it has lost the end of its log, and whoever registered since.
 * @param {History} history
 * @param {number} end
 * @returns {{ from: number, to: number }} When it is away.
 */
function scheduleRestore(history, end) {
  const { random, timeline, leaseMs, guards, climate } = history;
  const isEchoed = climate === 'echoes' || climate === 'crossing';
  const lossMs = isEchoed && random.chance(0.5) ? 80 : random.between(0.3, 1) * leaseMs;
  // Early where much has to happen afterwards.
  const share = climate === 'crossing' ? 0.2 : random.between(0.4, 0.7);
  const time = share * end + lossMs;
  const downMs = random.between(RESTORE_MS, 1_200);
  const guard = random.pick(guards);
  const isNew = random.chance(0.6);
  const change = () => {
    history.order(history.changes.any(timeline.now), 0);
  };
  if (isNew) {
    timeline.at(time - lossMs - 1_300, () => {
      void guard.stop();
    });
  }
  loseSince(history, { backupAt: time - lossMs, time, downMs });
  timeline.at(time - lossMs, () => {
    // It registers in what will be lost.
    if (isNew && !guard.host.isUp) guard.start();
  });
  // What an auth calls out later is applied only if it follows what guards have: the first that was lost.
  for (let count = isEchoed ? 0 : random.whole(1, 3); count > 0; count--)
    timeline.at(time - random.between(0, lossMs), change);
  // And in most of these nothing is added before that: the log is where it was, and known to be.
  const isSilent = climate === 'crossing' || (isEchoed && random.chance(0.8));
  for (let count = random.whole(1, 5); count > 0; count--) {
    timeline.at(time + downMs + random.between(0, 100), () => {
      history.order(isSilent ? history.changes.idle() : history.changes.any(timeline.now), 0);
    });
  }
  // It gets an answer of before when it wakes, and may hold its lease still.
  if (random.chance(0.3)) {
    timeline.at(time - random.between(0, 20), () => {
      guard.host.stop(downMs + random.between(0, 400), { isAsleep: false });
    });
  } else if (random.chance(0.6)) {
    timeline.at(time + random.between(-50, downMs), () => {
      cutOff(history, guard, random.between(downMs, downMs + 1.5 * leaseMs));
    });
  }
  return { from: time, to: time + downMs };
}

/**
 * An auth is suspended with a change committed and not called out. That is lost by the restore, and it calls it out when
 * everybody trusts the new timeline: what is changed then has the same numbers.
 * @param {History} history
 * @param {{ from: number, to: number }} restore
 */
function scheduleEcho(history, { from, to }) {
  const { random, timeline, auths, leaseMs, longestLeaseMs, climate } = history;
  const isCrossing = climate === 'crossing';
  // Others that ask the same auth each time go on without it.
  const auth = isCrossing ? /** @type {AuthProcess} */ (auths[1]) : random.pick(auths);
  const wakesAt = to + longestLeaseMs + random.between(0, 1_000);
  timeline.at(from - random.between(10, 60), () => {
    // Of one token, where nobody is to forget the others by them.
    const one = history.changes.one();
    for (let count = isCrossing ? 3 : random.pick([1, 1, 3]); count > 0; count--)
      history.command(auth, isCrossing ? one.touch() : history.changes.any(timeline.now), () => undefined);
    auth.onCommit = () => {
      auth.onCommit = () => undefined;
      history.note(auth.host.name, 'is suspended');
      auth.host.stop(wakesAt - timeline.now, { isAsleep: random.chance(0.5) });
    };
  });
  if (isCrossing) {
    scheduleCrossing(history, auth, wakesAt);
    return;
  }
  const spread = random.pick([30, leaseMs / 4]);
  for (let count = random.whole(1, 5); count > 0; count--)
    timeline.at(wakesAt + random.between(0, spread), () => {
      history.order(history.changes.any(timeline.now), 0);
    });
}

/**
 * Before it wakes, other changes have got the numbers of those that it calls out. Nobody hears of them: guards are told when
 * they renew their leases, and while that is on its way they hear of the lost ones.
 * @param {History} history
 * @param {AuthProcess} asleep
 * @param {number} wakesAt
 */
function scheduleCrossing(history, asleep, wakesAt) {
  const { random, timeline, auths, weather } = history;
  const awake = auths.filter((auth) => auth !== asleep);
  const { delayMs } = weather;
  timeline.at(wakesAt - random.between(50, 400), () => {
    Object.assign(weather, { deafness: 1, delayMs: 400 });
    for (const auth of awake)
      for (const deed of history.changes.ofEach(timeline.now)) history.command(auth, deed, () => undefined);
  });
  timeline.at(wakesAt - 0.1, () => {
    Object.assign(weather, { deafness: 0, delayMs });
  });
}

/**
 * Guards have come to a change of a token, and forgotten it. They ask about it when it has got another owner, of which
 * they hear nothing; and that is lost. What becomes of its owner then concerns a guard that does not know better.
 * @param {History} history
 * @param {number} end
 */
function scheduleAnswersAhead(history, end) {
  const { random, timeline, auths, guards, weather, leaseMs } = history;
  const lossMs = random.between(30, leaseMs / 10);
  const time = random.between(0.4, 0.6) * end;
  const downMs = random.between(RESTORE_MS, 1_200);
  const { digest, touch, transfer, end: endIt } = history.changes.one();
  const auth = random.pick(auths);
  loseSince(history, { backupAt: time - lossMs, time, downMs });
  timeline.at(time - lossMs - random.between(20, leaseMs / 4), () => {
    history.hushed = digest;
    history.order(touch(), 0);
  });
  timeline.at(time - random.between(0, lossMs), () => {
    weather.deafness = 1;
    history.command(auth, transfer(), () => undefined);
    auth.onCommit = () => {
      auth.onCommit = () => undefined;
      history.hushed = null;
      for (const guard of guards) {
        timeline.at(timeline.now + random.between(0, 5), () => {
          history.request(guard, digest, { workspace: undefined, ability: null });
        });
      }
    };
  });
  timeline.at(time, () => {
    history.hushed = null;
    weather.deafness = 0;
  });
  timeline.at(time + downMs + random.between(0, 100), () => {
    history.order(endIt(), 0);
  });
}
