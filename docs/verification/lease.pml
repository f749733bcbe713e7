/*
 * The lease protocol of the guard, for Spin. README.md beside this says how to run it and what came out.
 *
 * The rule: once a change was answered, no request that arrives later is accepted by the state before it.
 *
 * One token, two guards, two auths, two changes, in either order, each asked for at either auth and as often as one
 * likes (each time but the first is a retry). Two stories: the token is transferred to another owner, and that owner is
 * deactivated; or (STORY_REVOKED) the token is revoked, and its owner is deactivated.
 *
 * A statement in PostgreSQL is one step; anything else may happen between two of them. A guard's question is carried
 * out late, many times, or never. Every answer to it stays on its way for as long as the guard keeps its id: it arrives
 * late, twice, after newer ones, or never. Entries are called out, too: a guard may hear the next one at any moment, or
 * never; one that is not the next it leaves alone. Guards crash, stop, are forgotten, and come back under a new id, without
 * end; auths crash while they wait; anyone may pause for ever. How far a guard is it also says to every auth: that is heard
 * at any moment, or never.
 *
 * What is abstracted, always so that the model can do at least what the real system can:
 * - Time. A lease may end at any moment. When an auth has waited in full (L and the margin), every lease has ended
 *   whose question was sent before that wait began; nothing else is known of time, and no two clocks are compared.
 * - A guard remembers one question: the newest. An older one, carried out now, would do less than one sent now: its
 *   position is lower and its lease shorter.
 * - A fresh id is one under which nothing is on its way and no row stands. The row of an id that its guard has given up
 *   is dropped: it could only make an asker wait longer, which any asker may do.
 * - A guard may take itself for unknown at any moment, for the answer that says so may be an old one.
 * - A verification is read when it is asked for: whoever asks before the read is not late for anything that it shows.
 *   A guard has one under way: of several, each does by itself what this one may do.
 * - A request without a lease is answered by a read of its own, begun after it arrived. It cannot break the rule and is
 *   not modelled; but its answer may come when the guard has a lease, and is then cached like any other.
 * - Guards are alike, and one sees nothing of another: the rule is checked for one of them. The other is its row in the
 *   registry, and that row does whatever a guard's row may do.
 *
 * Each WITHOUT_… switches a rule of the protocol off: the assertion in `accept` must fail. Each WITNESS_… claims that
 * something interesting never happens: its assertion must fail too, or the model would prove nothing.
 */

#define GUARDS 2
#define AUTHS 2
#define CHANGES 2

/* A lease, and a question or answer that brings one, know which waits began after the sending: a bit for each auth. */
#define JUST_SENT 0
#define OVER 4 /* the lease has ended, or will have when it arrives */
#define NEVER 5 /* there is no such answer */
#define later(x, y) (x >= OVER || y >= OVER -> (x < y -> x : y) : x & y)

/* PostgreSQL: the log and the registry. The token is what the log's entries have made of it. */
#define ON_TOKEN 1 /* the transfer, or the revocation */
#define ON_OWNER 2 /* the deactivation */
byte head;               /* the number of the newest entry */
byte entry[CHANGES + 1]; /* which change the entry with this number is of */
typedef Row { bool present; byte position; byte offered }
Row row[GUARDS];
#define OURS row[0] /* of the guard that is modelled whole */
#define OTHER row[1]
#define number_of(change) (entry[1] == change -> 1 : (entry[2] == change -> 2 : 0))

/* A record is the token as that entry left it. To deactivate somebody who does not own the token changes nothing. */
#define NO_RECORD 9
#ifdef STORY_REVOKED
#define record_at(n) n
#define is_allowed(record) (record == 0)
#define names_owner_of(n, record) (entry[n] == ON_OWNER)
#else
#define record_at(n) (n == 1 && entry[1] == ON_OWNER -> 0 : n)
#define is_allowed(record) (record == 0 || (record == 1 && entry[1] == ON_TOKEN))
#define names_owner_of(n, record) (entry[n] == ON_OWNER && record > 0 && entry[1] == ON_TOKEN)
#endif
#ifdef WITHOUT_TOKEN_IN_ENTRY
#define names_token(n) false /* the transfer's entry names the new owner, whom no guard has cached */
#else
#define names_token(n) (entry[n] == ON_TOKEN)
#endif
#define touches(n, record) (names_token(n) || names_owner_of(n, record))
#ifdef WITHOUT_CHANGE_AND_ENTRY_AS_ONE
byte in_force; /* the entry is committed first, what it tells of later */
#else
#define in_force head
#endif

mtype = { NOTHING, REGISTER, RENEW }
typedef Guard {
  bool registered;
  byte position;
  byte lease = OVER;
  byte cached = NO_RECORD;
  /* The bus: its question, and for each head that it may be told of, the latest answer that brings it. */
  mtype question = NOTHING;
  byte claims;
  byte sent = OVER;
  byte answer[CHANGES + 1] = NEVER;
  /* A verification whose answer is under way: a record, and the head that was read with it. */
  byte fill = NO_RECORD;
  byte as_of;
  bool joined_late /* a newer record had been promised when the last request joined */
}
Guard guard;
#ifdef WITHOUT_ENTRIES_FIRST
byte received; /* entries up to here are yet to be applied */
#endif
#ifdef WITHOUT_FORGETTING_FILLS
byte registered_at; /* the guard has never seen the entries up to here */
#define has_applied(n) (registered_at < n && n <= guard.position)
#else
#define has_applied(n) (n <= guard.position)
#endif

byte waits_for[AUTHS]; /* the head that must be acknowledged */
byte saw[AUTHS];       /* the head that the asker saw after the change; 0 when nobody asks */
byte promised;         /* the highest such head that was answered */

/* Not part of the state: written and read within one step. */
hidden byte touched, repeated, unheard;
hidden byte accepted_by_old_state;
hidden byte answered_by_all, answered_with_a_lapse, accepted_new_state_from_cache, discarded_a_fill;
hidden byte leased_after_strike_off, carried_out_twice, heard_without_lease, answered_by_word;

inline accept(record, is_late) {
  accepted_by_old_state = is_late && is_allowed(record);
  assert(!accepted_by_old_state)
}
#define is_old(record) (record < record_at(promised))

#define every_age(f) f(guard.lease); f(guard.sent); f(guard.answer[0]); f(guard.answer[1]); f(guard.answer[2])

inline begin_wait(a) {
#define older(age) age = (age < OVER -> age | (1 << a) : age)
  every_age(older)
}

/* Every lease that was sent for before this wait began has ended. */
inline end_leases(a) {
#define ended(age) age = (age < OVER && (age & (1 << a)) -> OVER : age)
  every_age(ended)
}

inline end_wait(a) {
  waits_for[a] = 0;
  saw[a] = 0;
#define unmarked(age) age = (age < OVER -> age & ~(1 << a) : age)
  every_age(unmarked)
}

inline tell_asker(a) {
  promised = (saw[a] > promised -> saw[a] : promised);
  end_wait(a)
}

/* One transaction: the change and its entry. Or it finds the change made, and reads the head in a new statement. */
inline command(a, change) {
  repeated = number_of(change) > 0;
  if
  :: !repeated -> head++; entry[head] = change
  :: else
  fi;
  waits_for[a] = head;
  saw[a] = head;
#ifdef WITHOUT_NEW_HEAD_FOR_REPEAT
  waits_for[a] = number_of(change);
#endif
#ifdef WITHOUT_OWN_STATEMENT_FOR_HEAD
  if :: repeated -> saw[a] = number_of(change); waits_for[a] = saw[a] - 1 :: else fi;
#endif
  begin_wait(a);
  if
#ifdef WITHOUT_WAITING
  :: true -> tell_asker(a)
#endif
#ifdef WITHOUT_WAITING_ON_REPEAT
  :: repeated -> tell_asker(a)
#endif
#ifdef WITHOUT_WAITING_ON_TRANSFER
  :: change == ON_TOKEN -> tell_asker(a)
#endif
  :: else
  fi
}

#define has_acknowledged(r, a) (!r.present || r.position >= waits_for[a])
/* Or it has said so. Under its id it never goes back: what is heard late, or twice, says no more than what is so now. */
#ifdef WITHOUT_APPLYING_BEFORE_SAYING
#define has_said_so(a) guard.registered
#else
#define has_said_so(a) (guard.registered && guard.position >= waits_for[a])
#endif

inline drop(r) { r.present = false; r.position = 0; r.offered = 0 }

#ifdef WITHOUT_OFFERED
#define has_lapsed(r, a) (r.present && r.position < waits_for[a])
#else
#define has_lapsed(r, a) (r.present && r.offered < waits_for[a])
#endif

inline strike_off(r, a) {
  if
  :: has_lapsed(r, a) -> drop(r)
  :: else
  fi
}

active [AUTHS] proctype Auth() {
  byte a = _pid;
  do
  :: d_step { saw[a] == 0 -> command(a, ON_TOKEN) }
  :: d_step { saw[a] == 0 -> command(a, ON_OWNER) }
  :: d_step { /* all have acknowledged, or said so */
      saw[a] > 0 && (has_acknowledged(OURS, a) || has_said_so(a)) && has_acknowledged(OTHER, a) ->
#ifdef WITNESS_ALL_ACKNOWLEDGED
      answered_by_all = waits_for[a] == 2 && OURS.present && OTHER.present && guard.lease < OVER;
      assert(!answered_by_all);
#endif
#ifdef WITNESS_SAID
      answered_by_word = waits_for[a] == 2 && OURS.present && OURS.position < 2 && guard.lease < OVER;
      assert(!answered_by_word);
#endif
      tell_asker(a)
    }
  :: d_step { /* it has waited in full */
      saw[a] > 0 ->
#ifndef WITHOUT_FULL_LEASE
      end_leases(a);
#endif
#ifdef WITNESS_LAPSE
      answered_with_a_lapse = has_lapsed(OURS, a) && guard.registered && guard.cached == 0;
      assert(!answered_with_a_lapse);
#endif
      strike_off(OURS, a);
      strike_off(OTHER, a);
      tell_asker(a)
    }
  :: d_step { saw[a] > 0 -> end_wait(a) } /* it crashes */
#ifdef WITHOUT_CHANGE_AND_ENTRY_AS_ONE
  :: d_step { in_force < head -> in_force = head }
#endif
  od
}

inline forget_fill() { guard.fill = NO_RECORD; guard.as_of = 0; guard.joined_late = false }

inline forget_answers() {
  guard.answer[0] = NEVER;
  guard.answer[1] = NEVER;
  guard.answer[2] = NEVER
}

/* The next id is a fresh one. */
inline forget_id() {
  guard.registered = false;
  guard.lease = OVER;
  drop(OURS);
  guard.question = NOTHING;
  guard.claims = 0;
  guard.sent = OVER;
  forget_answers()
}

inline ask() {
  guard.question = (guard.registered -> RENEW : REGISTER);
  guard.claims = (guard.registered -> guard.position : 0);
  guard.sent = JUST_SENT
}

/* One statement in PostgreSQL, whichever auth runs it. */
inline carry_out() {
#ifdef WITNESS_DUPLICATE
  carried_out_twice = guard.question == RENEW && OURS.present && OURS.offered == 1 && head == 2 && guard.claims == 0 && guard.position == 1;
  assert(!carried_out_twice);
#endif
  unheard = false;
  if
  :: guard.question == RENEW && OURS.present ->
    OURS.position = (guard.claims > OURS.position -> guard.claims : OURS.position);
    OURS.offered = head
#ifdef WITHOUT_POSITION_OF_ITS_OWN
    ; OURS.position = head
#endif
#ifdef WITHOUT_INSERT_ONLY /* an id may be registered again */
  :: guard.question == REGISTER ->
#else
  :: guard.question == REGISTER && !OURS.present ->
#endif
    OURS.present = true;
    OURS.position = head;
    OURS.offered = head;
    unheard = guard.registered /* the guard has been told before and listens no more */
  :: else ->
#ifndef WITHOUT_ROW_FOR_LEASE
    unheard = true
#endif
  fi;
  if
  :: !unheard -> guard.answer[head] = later(guard.answer[head], guard.sent)
  :: else
  fi
}

#define is_new(n, newest) (guard.position < n && n <= newest)
#define is_touched_by(n, record) (record != NO_RECORD && touches(n, record))

inline apply(newest) {
  guard.cached = (is_new(1, newest) && is_touched_by(1, guard.cached) -> NO_RECORD : guard.cached);
  guard.cached = (is_new(2, newest) && is_touched_by(2, guard.cached) -> NO_RECORD : guard.cached);
  guard.position = (newest > guard.position -> newest : guard.position)
}

#ifdef WITHOUT_NEXT_ONLY
/* An entry that is not the next is applied all the same, as if nothing were missing before it. */
inline skip_to(n) {
  guard.cached = (is_touched_by(n, guard.cached) -> NO_RECORD : guard.cached);
  guard.position = n
}
#endif

#ifdef WITHOUT_LEASE_FROM_SENDING
#define lease_by(h) JUST_SENT
#else
#define lease_by(h) guard.answer[h]
#endif

inline be_answered(h) {
  if
  :: guard.registered ->
#ifdef WITHOUT_ENTRIES_FIRST
    received = h;
#else
    apply(h);
#endif
    guard.lease = later(guard.lease, lease_by(h))
  :: else ->
#ifdef WITNESS_RETURN
    leased_after_strike_off = guard.cached == 0 && h == 1 && promised == 1 && guard.answer[h] < OVER;
    assert(!leased_after_strike_off);
#endif
    guard.registered = true;
    guard.position = h;
    guard.lease = lease_by(h);
#ifndef WITHOUT_EMPTYING
    guard.cached = NO_RECORD;
#endif
#ifdef WITHOUT_FORGETTING_FILLS
    registered_at = h;
#else
    forget_fill();
#endif
    forget_answers()
  fi
}

inline crash() {
  forget_id();
  forget_fill();
  guard.cached = NO_RECORD;
  guard.position = 0
}

/* The guard, as far as the registry sees it. */
active proctype Registered() {
  do
  :: d_step { guard.registered || guard.question == NOTHING -> ask() }
  :: d_step { guard.question != NOTHING -> carry_out() }
  :: d_step { guard.answer[0] != NEVER -> be_answered(0) }
  :: d_step { guard.answer[1] != NEVER -> be_answered(1) }
  :: d_step { guard.answer[2] != NEVER -> be_answered(2) }
#ifdef WITHOUT_ENTRIES_FIRST
  :: d_step { received > guard.position -> apply(received) }
#endif
  :: d_step { /* the next entry is called out, and heard */
      guard.registered && guard.position < head ->
#ifdef WITNESS_HEARD
      heard_without_lease = guard.lease == OVER && OURS.present && OURS.offered < head && guard.cached != NO_RECORD;
      assert(!heard_without_lease);
#endif
      apply(guard.position + 1)
    }
#ifdef WITHOUT_NEXT_ONLY
  :: d_step { guard.registered && guard.position == 0 && head == 2 -> skip_to(2) }
#endif
#ifdef WITHOUT_LEASE_APART
  :: d_step { guard.registered && guard.position < head -> apply(guard.position + 1); guard.lease = JUST_SENT }
#endif
  :: d_step { guard.question != NOTHING -> forget_id() } /* told that it is unknown, or tries once more */
  :: d_step { guard.question != NOTHING -> crash() } /* or stops */
#ifdef WITHOUT_DROPPING_LEASE_ON_STOP
  :: d_step { guard.registered -> drop(OURS) }
#endif
  od
}

/* The other guard's row. It acknowledges, soon or late, no more than it was offered before. */
active proctype Other() {
  do
  :: d_step { !OTHER.present -> OTHER.present = true; OTHER.position = head; OTHER.offered = head }
  :: d_step { OTHER.present && OTHER.offered < head -> OTHER.offered = head }
  :: d_step { OTHER.present && OTHER.position < OTHER.offered -> OTHER.position++ }
  :: d_step { OTHER.present && OTHER.position < head -> OTHER.position++ } /* heard, and said so */
  :: d_step { OTHER.present -> drop(OTHER) }
  od
}

#define is_stale_by(n) (guard.as_of < n && has_applied(n) && touches(n, guard.fill))

/* What only the guard itself sees. */
active proctype Deciding() {
  do
  :: d_step { guard.lease != OVER -> guard.lease = OVER }
  :: d_step { /* a request for a token that is cached */
      guard.lease != OVER && guard.cached != NO_RECORD ->
#ifdef WITNESS_CACHE
      accepted_new_state_from_cache = guard.cached == 1 && is_allowed(1) && promised == 1 && head == 2;
      assert(!accepted_new_state_from_cache);
#endif
      accept(guard.cached, is_old(guard.cached))
    }
  :: d_step { /* a request for one that is not: a verification begins */
      guard.fill == NO_RECORD && (guard.lease == OVER || guard.cached == NO_RECORD) ->
      guard.fill = record_at(in_force);
      guard.as_of = head
    }
  :: d_step { /* a request joins it */
#ifdef WITHOUT_LEASE_FOR_JOINING
      guard.fill != NO_RECORD && is_old(guard.fill) -> guard.joined_late = true
#else
      guard.fill != NO_RECORD && guard.lease != OVER && is_old(guard.fill) -> guard.joined_late = true
#endif
    }
#ifdef WITHOUT_TOKEN_AND_HEAD_AS_ONE
  :: d_step { guard.fill != NO_RECORD -> guard.as_of = head }
#endif
  :: d_step { /* the answer comes */
      guard.fill != NO_RECORD ->
      touched = is_stale_by(1) || is_stale_by(2);
#ifdef WITHOUT_AS_OF
      touched = false;
#endif
      if
      :: touched -> /* thrown away, and asked anew for all who wait */
#ifdef WITNESS_DISCARD
        discarded_a_fill = guard.joined_late && guard.lease != OVER;
        assert(!discarded_a_fill);
#endif
        skip
      :: else ->
        accept(guard.fill, guard.joined_late);
        if
        :: guard.lease != OVER -> guard.cached = guard.fill
        :: else
        fi
      fi;
      forget_fill()
    }
  :: d_step { guard.fill != NO_RECORD -> forget_fill() } /* lost */
  od
}
